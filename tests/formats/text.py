"""Texts that are hard on formats."""

from hypothesis import settings
from hypothesis import strategies as st

NASTY = [
    *("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'", "''x", "\N{FULLWIDTH EQUALS SIGN}1", "\0"),
    *(
        '"',
        '""',
        "a,b",
        "a;b; c",
        "{",
        "}",
        "}{",
        "\\",
        "\\}",
        "\\{",
        "%",
        "100%",
        "$_&#~^",
        "--",
        "---",
        "``",
        "''",
        "?`",
        "<<",
    ),
    *("a\nb", "a\r\nb", "a\u2028b", "a\u2029b", "a\x85b", "ER  - ", "TY  - JOUR", "@misc{x,", "a = {b},"),
    *(
        "שלום",
        "\u202eabc\u202c",
        "مرحبا 12",
        "👩\u200d👩\u200d👧",
        "é",
        "e\u0301",
        "\ufeffx",
        "</script><b>",
        "&amp;",
        "]]>",
    ),
]
text = st.one_of(st.sampled_from(NASTY), st.text(), st.lists(st.sampled_from(NASTY)).map(" ".join))

unhurried = settings(deadline=None)  # a busy machine is no failure
