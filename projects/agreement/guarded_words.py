"""Words that are one letter away from another meaning, or turn a sentence round: never a slip of the pen.

Only what has four letters or more needs to stand here for spelling; the short ones stand for words written together.
"""

from __future__ import annotations

DENIALS = """
    inte ej icke aldrig ingen inget inga ingenting ingenstans varken utan utom knappt vare sig förutom
    not never no nor none nothing nobody nowhere neither cannot without except unless hardly barely
"""
BOUNDS = """
    minst mest mer mera mindre större högst lägst över under före efter först sist senast tidigast endast bara alla
    båda någon något några varje annan annat samma fler färre från till mellan inom
    least most more less fewer over under above below before after first last latest earliest only both each every
    either some same other between within from until
"""
NUMBERS = """
    noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo
    trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen miljon miljoner miljard miljarder halv halva dubbel
    första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million millions billion
    billions half double twice second third fourth fifth sixth seventh eighth ninth tenth
"""
TIMES = """
    januari februari mars april maj juni juli augusti september oktober november december
    january february march june july august october
    måndag tisdag onsdag torsdag fredag lördag söndag
    monday tuesday wednesday thursday friday saturday sunday
    dag dagar vecka veckor månad månader år kvartal timme timmar
    day days week weeks month months year years quarter quarters hour hours
"""
DUTIES = """
    ska skall skulle måste får kan bör borde kommer
    shall should must may might can could will would
"""
MONEY = "krona kronor euro euros dollar dollars pund pound pounds öre cent cents"

GUARDED = frozenset(" ".join((DENIALS, BOUNDS, NUMBERS, TIMES, DUTIES, MONEY)).split())
