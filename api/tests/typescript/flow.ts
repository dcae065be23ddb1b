// What an integrator writes: from a key to the health score, with types made of what the portal says of itself.

import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./portal.js";

const given = (name: string): string => {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
};
const portal = createClient<paths>({
  baseUrl: given("PORTAL"),
  headers: { Authorization: `Bearer ${given("KEY")}` },
});

const me = await portal.GET("/api/v1/me");
assert.equal(me.data?.organization.name, "Studio Nord");

const partnerships = await portal.GET("/api/v1/partnerships");
const [partnership] = partnerships.data?.data ?? [];
assert.ok(partnership);

const projects = await portal.GET("/api/v1/projects", { params: { query: { partnership: [partnership.id] } } });
const [project] = projects.data?.data ?? [];
assert.ok(project);

const place = { path: { partnership: partnership.id } };
const entry: components["schemas"]["NewWorkEntry"] = { project: project.id, done_on: "2026-11-20", hours: "7.50" };
const made = await portal.POST("/api/v1/partnerships/{partnership}/work-entries", {
  params: { ...place, header: { "Idempotency-Key": "flow-1" } },
  body: entry,
});
assert.equal(made.response.status, 201);
assert.equal(made.data?.hours, "7.500");

const listed = await portal.GET("/api/v1/work-entries", { params: { query: { limit: 5 } } });
assert.ok(listed.data?.data.some((one) => one.id === made.data?.id));

const refused = await portal.POST("/api/v1/partnerships/{partnership}/work-entries", {
  params: place,
  body: { ...entry, hours: "many" },
});
assert.deepEqual(refused.error?.errors.map((one) => one.pointer), ["/hours"]);

// @ts-expect-error hours are text, so that no machine rounds them
const wrong: components["schemas"]["NewWorkEntry"] = { ...entry, hours: 7.5 };
assert.equal(typeof wrong.hours, "number");

const hidden = await portal.GET("/api/v1/work-entries/{work_entry}", {
  params: { path: { work_entry: given("FOREIGN") } },
});
assert.equal(hidden.error?.status, 404);

const latest = await portal.GET("/api/v1/health", { params: { query: { partnership: [partnership.id] } } });
const [health] = latest.data?.data ?? [];
assert.ok(health);
console.log(JSON.stringify({ week: health.week, score: health.score, parties: health.parties.map((one) => one.id) }));
