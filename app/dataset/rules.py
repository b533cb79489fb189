"""The codebook's rules: what coders decide alike in every record, each in two sentences with an example."""

from pydantic import Field

from app.query.schemas import Schema


class RuleOut(Schema):
    """A rule that every record keeps."""

    id: str = Field(description="Its id.", examples=["atomic-claims"])
    label: str = Field(description="What it is on.", examples=["Atomic claims"])
    rule: str = Field(description="What it says.", examples=["A claim says one thing of what it speaks of."])
    example: str = Field(description="A case.", examples=["“Born there but based here” is two claims."])


RULES = [
    RuleOut(
        id="atomic-claims",
        label="Atomic claims",
        rule=(
            "A claim is the least that the text commits to: predicates, causes and denied alternatives that one "
            "sentence joins are told apart. A list of names or of objects under one verb stays one claim, and so "
            "does an affirmed “A or B”, since neither is stated alone."
        ),
        example=(
            "“Not red against blue or East against West” is two claims, “rooted in generations or individual views” "
            "is one, and so is “fluent in cultures and programming languages”."
        ),
    ),
    RuleOut(
        id="presuppositions",
        label="Presuppositions",
        rule=(
            "What an assertion takes for granted becomes a claim of its own where a word in it ascribes a property "
            "to somebody or something named or described there, so that one could deny it and keep the rest. A "
            "question, a condition, the bare existence of something and the kind of an organisation, which its own "
            "record has, give no such claim."
        ),
        example=(
            "“Increased oversight has made some cautious” gives two claims: oversight has increased, and its effect."
        ),
    ),
    RuleOut(
        id="claim-types",
        label="Claim types",
        rule=(
            "The types are tried in the order of the codebook, from `question` to `factual`, and the first that fits"
            " is taken. So what weighs is `evaluative`, what reads a meaning into things is `interpretive`, and what"
            " people think, feel or are watched doing is `factual`."
        ),
        example=(
            "“More and more return” is `comparative`, “strict methods” `evaluative`, “talent lies at the heart” "
            "`interpretive`, “they find themselves watched” `factual`."
        ),
    ),
    RuleOut(
        id="checkability",
        label="Checkability",
        rule=(
            "`full` needs a statement in which each word names something that can be looked up or counted; one word "
            "without a measure, or a trend without a span of time, makes it `partial`. `none` is for questions, "
            "readings and whatever names nothing that could be observed."
        ),
        example="A share with a year is `full`; “top-tier”, “one of”, “recently” or “dominated” makes it `partial`.",
    ),
    RuleOut(
        id="attribution",
        label="Attribution",
        rule=(
            "`attributed_to` names whom the text has say or find that the statement is so. What the text itself "
            "reports about somebody's view is a claim about that view and attributed to nobody."
        ),
        example=(
            "“Studies indicate that many stay” is attributed to unnamed studies; “many see themselves as problem "
            "solvers” is not attributed."
        ),
    ),
    RuleOut(
        id="implied-countries",
        label="Implied countries",
        rule=(
            "A claim has each country that its statement speaks of: `stated` where the quoted sentence names the "
            "country, `implied` where a pronoun, an adverb, a nationality or a place name points to it, or where the "
            "sentence is a case of what the sentences before say of that country. Descent, origin, ancestry and "
            "heritage point to none, a torn sentence implies none, and an institution has one by its own name or "
            "clause alone."
        ),
        example=(
            "A company given as a case of China's progress has China, `implied`; who owns it, said in brackets, has "
            "no country; “Students of Chinese origin” have none."
        ),
    ),
    RuleOut(
        id="qualifiers",
        label="Qualifiers",
        rule=(
            "A qualifier is a word of the text that limits how many, how often or how far the statement holds. Words"
            " that only strengthen or place in time are none, nor is a word that weighs a number without moving it."
        ),
        example="“Many”, “often”, “one of” and “at least” are qualifiers; “highly”, “now” and “only” are not.",
    ),
    RuleOut(
        id="relations",
        label="Relations between claims",
        rule=(
            "Two claims are related where the text itself ties them: by a connecting word, by a “this”, a colon or a "
            "dash that takes up the other statement, or by saying it again; standing side by side is no tie. The "
            "word decides which: “for example”, “including” and “similarly” `example_of`; “however”, “instead”, "
            "“rather”, “whereas”, “while”, “but”, “though” and “conversely” `contrasts`; “this data underscores”, "
            "“indicating”, a colon, a cause and a “with” that gives a reason `supports`; “some”, “others” and "
            "“especially” `qualifies`; what is said again `restates`."
        ),
        example="“This data underscores …” makes each of the figures before it support what it underscores.",
    ),
    RuleOut(
        id="open-groups",
        label="Open groups",
        rule=(
            "A group is the one that the sentence names, or else the only one that the sentence before names. Where "
            "there are several to choose from it stays open: the population is null, `ambiguous_in_source`, and "
            "neither the widest nor the narrowest reading is taken."
        ),
        example=(
            "“Many of these researchers” after several groups is open; “these professionals” after one is that one."
        ),
    ),
]
