-- What two sides have between them beside work. Rows as the actions leave them, made by arithmetic: the same in every run.
-- A hundred thousand partnerships have 500,000 check-ins with 800,000 values, 300,000 answers, 300,000 signatures.
-- id(kind, number) is bench.world's; :first to :last are the partnerships' numbers. Statements end with a line's last semicolon.

-- What the side that delivers asks and pays for an hour.
INSERT INTO pricing_rate (id, organization_id, role, role_key, valid_from, currency, hourly_rate, hourly_cost, created_at,
                          updated_at, version)
SELECT id(37, 1000000000::bigint + r), id(9, :sides + 1), role, lower(role), :today::date - 400, 'SEK', 950, 600 + 70 * r,
       :now, :now, 1
FROM unnest(ARRAY['Development', 'Design', 'Carpentry', 'Testing']) WITH ORDINALITY AS roles(role, r)
ON CONFLICT DO NOTHING;

-- Two goals each, with three measures; five check-ins, each with a value of every measure of its goal.
INSERT INTO goals_goal (id, partnership_id, name, status, created_at, updated_at, version)
SELECT id(20, 2 * k + g), id(1, k), 'Goal ' || g, 'active', :now, :now, 1 FROM generate_series(:first::bigint, :last) k, generate_series(0, 1) g;

INSERT INTO goals_terms (id, partnership_id, goal_id, number, from_on, name, weight, starts_on, ends_on)
SELECT id(22, 2 * k + g), id(1, k), id(20, 2 * k + g), 1, :today::date - 100, 'Goal ' || g, 60 - 20 * g,
       :today::date - 90 - (k % 20)::int, :today::date + 60 + (k % 90)::int FROM generate_series(:first::bigint, :last) k, generate_series(0, 1) g;

INSERT INTO goals_measure (id, partnership_id, goal_id, kind)
SELECT id(21, 3 * k + m), id(1, k), id(20, 2 * k + m / 2), (ARRAY['up', 'at_least', 'down'])[m + 1]
FROM generate_series(:first::bigint, :last) k, generate_series(0, 2) m;

INSERT INTO goals_measureterms (id, partnership_id, terms_id, measure_id, position, name, start, target, unit, source,
                                weight, step_ids)
SELECT id(23, 3 * k + m), id(1, k), id(22, 2 * k + m / 2), id(21, 3 * k + m), m, 'Measure ' || m,
       (ARRAY[0, NULL, 40])[m + 1], (ARRAY[100, 90, 12])[m + 1], 'of them', '', 1 + m, '{}'
FROM generate_series(:first::bigint, :last) k, generate_series(0, 2) m;

INSERT INTO goals_checkin (id, partnership_id, goal_id, party_id, person_id, week_on, confidence, happened, blockers,
                           checked_at, version)
SELECT id(24, 5 * k + c), id(1, k), id(20, 2 * k + c / 3), id(2, 2 * k + c % 2), id(8, :sides + c % 2),
       date_trunc('week', :today::timestamp)::date - 7 * (1 + c), 4 + (k + c) % 6, 'As planned', '',
       :now - (7 + 7 * c) * interval '1 day', 1
FROM generate_series(:first::bigint, :last) k, generate_series(0, 4) c;

INSERT INTO goals_reading (id, partnership_id, measure_id, value, read_on, recorded_at, source_kind, source_name, check_in_id,
                           party_id, person_id)
SELECT id(25, 10 * k + 2 * c + m % 2), id(1, k), id(21, 3 * k + m), 8 + (k * 7 + c * 11 + m * 31) % 90,
       :today::date - 7 - 7 * c, :now, 'checkin', '', id(24, 5 * k + c), id(2, 2 * k + c % 2), id(8, :sides + c % 2)
FROM generate_series(:first::bigint, :last) k, generate_series(0, 4) c, generate_series(0, 2) m WHERE m / 2 = c / 3;

-- A signed charter each; every second also signed what is opened, and in every third weights wait for a signature.
INSERT INTO agreement_agreement (id, partnership_id, kind, subject_id, created_at)
SELECT id(26, 3 * k + a), id(1, k), (ARRAY['charter', 'openness', 'weights'])[a + 1], id(1, k), :now
FROM generate_series(:first::bigint, :last) k, generate_series(0, 2) a WHERE k % (a + 1) = 0;

INSERT INTO agreement_version (id, partnership_id, agreement_id, number, status, title, "values", text_en, text_sv, word,
                               needs, content_hash, party_id, person_id, proposed_at, closed_at, reason)
SELECT id(27, 3 * k + a), id(1, k), id(26, 3 * k + a), 1, CASE a WHEN 2 THEN 'open' ELSE 'signed' END, 'Version 1', '{}', 'What is agreed',
       'Vad som är avtalat', '', json_build_object(id(2, 2 * k), 1, id(2, 2 * k + 1), 1), repeat('0', 64),
       id(2, 2 * k + k % 2), id(8, :sides + k % 2), put, CASE WHEN a < 2 THEN put + (k % 9) * interval '1 day' END, ''
FROM generate_series(:first::bigint, :last) k, generate_series(0, 2) a, LATERAL (SELECT :now - (10 + (k + a) % 40) * interval '1 day' AS put) p
WHERE k % (a + 1) = 0;

INSERT INTO agreement_signature (id, partnership_id, version_id, party_id, person_id, content_hash, signed_at)
SELECT id(28, 6 * k + 2 * a + side), id(1, k), id(27, 3 * k + a), id(2, 2 * k + side), id(8, :sides + side), repeat('0', 64),
       put + CASE WHEN side = k % 2 THEN 0 ELSE k % 9 END * interval '1 day'
FROM generate_series(:first::bigint, :last) k, generate_series(0, 2) a, generate_series(0, 1) side,
     LATERAL (SELECT :now - (10 + (k + a) % 40) * interval '1 day' AS put) p
WHERE k % (a + 1) = 0 AND (a < 2 OR side = k % 2);

-- Every second has opened plans and key figures to each other; every tenth the lights of margin and value too.
INSERT INTO openness_grant (id, partnership_id, party_id, reader_id, topic, step, purpose, until, number, opened_at, ended_at,
                            is_withdrawn)
SELECT id(29, 8 * k + g), id(1, k), id(2, 2 * k + g % 2), id(2, 2 * k + 1 - g % 2),
       (ARRAY['plans', 'capacity', 'key_figures', 'key_figures', 'outcome_value', 'margin'])[g + 1], CASE WHEN g < 4 THEN 3 ELSE 1 END, 'To plan alike',
       :today::date + (k * 13 % 300)::int - 30, 1, :now - interval '60 days',
       CASE WHEN k % 14 = 0 AND g = 0 THEN :now - interval '9 days' END, k % 14 = 0 AND g = 0
FROM generate_series(:first::bigint, :last) k, generate_series(0, 5) g WHERE k % 2 = 0 AND (g < 4 OR k % 10 = 0);

INSERT INTO openness_ask (id, partnership_id, party_id, owner_id, topic, step, gives, because, status, answer, asked_at,
                          answered_at)
SELECT id(37, k), id(1, k), id(2, 2 * k), id(2, 2 * k + 1), 'cost', 2, 0, 'To plan alike', 'declined', '',
       :now - interval '20 days', :now - interval '20 days' + (k % 12) * interval '1 day'
FROM generate_series(:first::bigint, :last) k WHERE k % 5 = 0;

-- Every second has a page of business context, every third a question that was answered.
INSERT INTO insight_page (id, partnership_id, organization_id, party_id, topic, title, body, audience, readers, purpose,
                          fresh_until, created_at, updated_at, version)
SELECT id(30, k), id(1, k), id(9, :sides), id(2, 2 * k), 'market', 'The market', 'As it looks', 'partnership', '{}', '',
       :today::date - 20 + (k % 60)::int, :now, :now, 1 FROM generate_series(:first::bigint, :last) k WHERE k % 2 = 1;

INSERT INTO insight_pageversion (id, partnership_id, organization_id, page_id, topic, title, body, audience, readers, purpose,
                                 fresh_until, number, saved_at)
SELECT id(30, 3 * k + v), id(1, k), id(9, :sides), id(30, k), 'market', 'The market', 'As it looks', 'partnership', '{}', '',
       :today::date - 20 + (k % 60)::int, v + 1, :now - (40 - v) * interval '1 day'
FROM generate_series(:first::bigint, :last) k, generate_series(0, 1) v WHERE k % 2 = 1;

INSERT INTO insight_question (id, partnership_id, party_id, owner_id, turn_id, sort, subject_kind, title, asked_at, turned_at, version)
SELECT id(31, k), id(1, k), id(2, 2 * k + 1), id(2, 2 * k), id(2, 2 * k + 1), 'question', '', 'When is the peak?', :now - interval '30 days',
       :now, 1 FROM generate_series(:first::bigint, :last) k WHERE k % 3 = 0;

INSERT INTO insight_post (id, partnership_id, question_id, party_id, sort, text, at)
SELECT id(31, 2 * k + p), id(1, k), id(31, k), id(2, 2 * k + 1 - p), (ARRAY['asked', 'answered'])[p + 1], 'In June',
       :now - (30 - p * (k % 17)) * interval '1 day' FROM generate_series(:first::bigint, :last) k, generate_series(0, 1) p WHERE k % 3 = 0;

-- Every fourth has had a pulse: one person of each side, three questions, about both sides. Warnings, thanks.
INSERT INTO feedback_round (id, partnership_id, number, questions, opened_on, opened_at, closes_at, revealed_at)
SELECT id(32, k), id(1, k), 1, '[]', :today::date - 30, :now - interval '30 days', :now - interval '16 days',
       :now - (10 + k % 20) * interval '1 day' FROM generate_series(:first::bigint, :last) k WHERE k % 4 = 0;

INSERT INTO feedback_answer (id, partnership_id, round_id, party_id, person_id, shows_name, answered_at, version)
SELECT id(32, 2 * k + side), id(1, k), id(32, k), id(2, 2 * k + side), id(8, :sides + side), false, :now - interval '31 days', 1
FROM generate_series(:first::bigint, :last) k, generate_series(0, 1) side WHERE k % 4 = 0;

INSERT INTO feedback_rating (id, partnership_id, round_id, answer_id, party_id, question, about_id, score, comment)
SELECT id(32, 12 * k + 6 * side + 2 * q + about), id(1, k), id(32, k), id(32, 2 * k + side), id(2, 2 * k + side),
       (ARRAY['trust', 'quality', 'pace'])[q + 1], id(2, 2 * k + about), 3 + (k / 4 + 3 * q + 5 * side + about) % 8, ''
FROM generate_series(:first::bigint, :last) k, generate_series(0, 1) side, generate_series(0, 2) q, generate_series(0, 1) about WHERE k % 4 = 0;

INSERT INTO feedback_earlywarning (id, partnership_id, party_id, what, effect, probability, language, about, status, word,
                                   created_at, updated_at, version)
SELECT id(33, k), id(1, k), id(2, 2 * k + k % 2), 'It may be late', 'A week', 'middle', 'en', '', 'open', '',
       :now - (8 + k % 60) * interval '1 day', :now, 1 FROM generate_series(:first::bigint, :last) k WHERE k % 5 = 0;

INSERT INTO feedback_jointaction (id, partnership_id, text, language, due_on, origin, origin_id, status, reason, created_at,
                                  updated_at, version)
SELECT id(33, k), id(1, k), 'Move a person', 'en', :today::date + 9, 'warning', id(33, k), 'open', '', :now - interval '8 days',
       :now, 1 FROM generate_series(:first::bigint, :last) k WHERE k % 10 = 0;

INSERT INTO feedback_note (id, partnership_id, organization_id, party_id, to_organization_id, to_party_id, sort, about, about_id,
                           text, language, created_at, updated_at, version)
SELECT id(34, k), id(1, k), id(9, :sides), id(2, 2 * k), id(9, :sides + 1), id(2, 2 * k + 1), 'thanks', 'project', id(3, k),
       'Well done', 'en', :now - (8 + k % 50) * interval '1 day', :now, 1 FROM generate_series(:first::bigint, :last) k WHERE k % 3 = 1;

-- Every tenth has a signed price sheet with a fair range, and a confirmed outcome; every twentieth signed weights.
INSERT INTO pricing_sheet (id, partnership_id, project_id, number, kind, currency, price, "values", from_on, signed_at)
SELECT id(35, k), id(1, k), id(3, k), 1, 'time_and_materials', 'SEK', 90000,
       jsonb_set(:sheet::jsonb, '{project,id}', to_jsonb(id(3, k))), :today::date - 180, :now - interval '180 days' FROM generate_series(:first::bigint, :last) k WHERE k % 10 = 0;

INSERT INTO pricing_sheetline (id, partnership_id, sheet_id, project_id, line, sort, role_key, text, hours, rate, price)
SELECT id(35, 4 * k + r), id(1, k), id(35, k), id(3, k), 'l' || r, 'labour', (ARRAY['development', 'design', 'carpentry', 'testing'])[r + 1], '', 20,
       900 + 50 * r, 20 * (900 + 50 * r) FROM generate_series(:first::bigint, :last) k, generate_series(0, 3) r WHERE k % 10 = 0;

INSERT INTO pricing_entry (id, partnership_id, organization_id, party_id, way, sort, text, done_on, value, currency, project_id,
                           created_at, updated_at, version)
SELECT id(36, k), id(1, k), id(9, :sides), id(2, 2 * k), 'gain', 'outcome_value', 'Fewer calls', :today::date - 20,
       80000 + k * 997 % 90000, 'SEK', id(3, k), :now, :now, 1 FROM generate_series(:first::bigint, :last) k WHERE k % 10 = 0;

INSERT INTO pricing_confirmation (id, partnership_id, entry_id, entry_version, party_id, agrees, word, said_at)
SELECT id(36, k), id(1, k), id(36, k), 1, id(2, 2 * k + 1), true, '', :now - interval '15 days' FROM generate_series(:first::bigint, :last) k WHERE k % 10 = 0;

INSERT INTO health_weights (id, partnership_id, number, from_on, weights, spread_weight, signed_at)
SELECT id(37, k), id(1, k), 1, date_trunc('week', :today::timestamp)::date - 140,
       '{"goals": "20", "delivery": "30", "benefit": "15", "openness": "15", "feedback": "15", "answers": "5"}', 0.3, :now
FROM generate_series(:first::bigint, :last) k WHERE k % 20 = 0;

-- Five weeks that were counted before, for trends and alerts to be read from.
INSERT INTO health_snapshot (id, partnership_id, week_on, as_of, joint, coverage, band, spread_weight, alerts, formula,
                             computed_at)
SELECT id(37, 2000000000::bigint + 5 * k + w), id(1, k), monday, monday + 6, joint, 0.7,
       CASE WHEN joint >= 75 THEN 'good' WHEN joint >= 50 THEN 'watch' ELSE 'act' END, 0.25, '[]', 5, :now
FROM generate_series(:first::bigint, :last) k, generate_series(0, 4) w,
     LATERAL (SELECT date_trunc('week', :today::timestamp)::date - 21 - 7 * w AS monday, 40 + (k * 7 + w * 3) % 50 AS joint) s;
