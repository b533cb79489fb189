"""The codebook's rules: what coders decide alike in every record, each in two sentences with an example."""

from pydantic import Field

from app.query.schemas import Schema


class RuleOut(Schema):
    """A rule that every record keeps."""

    id: str = Field(description="Its id.", examples=["atomic-claims"])
    label: str = Field(description="What it is about.", examples=["Atomic claims"])
    rule: str = Field(description="What it says.", examples=["A claim says one thing of what it speaks of."])
    example: str = Field(description="A case.", examples=["“Born there but based here” is two claims."])


RULES = [
    RuleOut(
        id="atomic-claims",
        label="Atomic claims",
        rule=(
            "A claim is the smallest statement that the text commits itself to: predicates, causes and denied "
            "alternatives that one sentence joins are split, and what an “including” adds is a claim of its own. A "
            "list of names or of objects under one verb stays one claim, and so does a statement with the cases that "
            "a “like” or “such as” names, or an affirmed “A or B”, since neither is stated alone."
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
            "to somebody or something that it names or treats as known, so that one could deny it and keep the rest. "
            "A question asked outright, a condition, the bare existence of something, a word that something goes on "
            "or has ended (“still”, “anymore”), and the type of an organisation (company, university), which its own "
            "record has, yield no claim of their own."
        ),
        example=(
            "“Increased oversight has made some cautious” gives two claims: oversight has increased, and its effect."
        ),
    ),
    RuleOut(
        id="claim-types",
        label="Claim types",
        rule=(
            "The types are tried in the order of the codebook, from `question` to `factual`, and the first that fits "
            "is taken. A change is `comparative` only where a word says more or less, a means is no cause, an amount "
            "without a measure stays `factual`, and so does what people think, feel or are watched doing."
        ),
        example=(
            "“More and more return” is `comparative`, “strict methods” `evaluative`, “talent lies at the heart” "
            "`interpretive`; “could be shifting”, “noticed through their models”, “used extensively” and “they find "
            "themselves watched” are `factual`."
        ),
    ),
    RuleOut(
        id="checkability",
        label="Checkability",
        rule=(
            "`full` needs a statement in which each word names something that can be looked up or counted; a word "
            "without a measure, a trend without a span of time, or a judgement of something that can be looked at "
            "makes it `partial`. `none` is for questions, readings (of importance and meaning, too), statements that "
            "have lost a part, and those that name nothing that could be observed."
        ),
        example=(
            "A share with a year is `full`; “top-tier”, “one of”, “recently”, “descent” or “strict methods” makes it "
            "`partial`; “considerable progress”, in nothing named, is `none`."
        ),
    ),
    RuleOut(
        id="attribution",
        label="Attribution",
        rule=(
            "`attributed_to` names whom the text gives as its source: who says or shows, or has found out, that the "
            "statement is so. What the text itself reports that somebody thinks or has shown to be able to do is a "
            "claim about that and attributed to nobody."
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
            "country, `implied` where a pronoun, an adverb, a nationality, a place name or a phrase with “the” or "
            "“this” points to it, or where the claim, unless it is made in apposition, in brackets or between "
            "dashes, is a case of what the sentences before say of that country. Descent, origin, ancestry, heritage "
            "and identity point to none, a sentence that has lost a part implies none, and an institution has one "
            "only by a town in its name, or by the sentence that shows it acting for that country."
        ),
        example=(
            "A company given as a case of China's progress has China, `implied`; the claim on its owner, made in "
            "brackets, has none, nor have “students of Chinese origin”."
        ),
    ),
    RuleOut(
        id="qualifiers",
        label="Qualifiers",
        rule=(
            "A qualifier is a word of the text that limits how many, how often or how far the statement holds. Words "
            "that only strengthen, tell the manner or place in time are none, nor is one that comments on a number "
            "without changing it."
        ),
        example=(
            "“Many”, “often”, “subtly”, “one of” and “at least” are qualifiers; “highly”, “quietly”, “especially”, "
            "“now” and “only” are not."
        ),
    ),
    RuleOut(
        id="relations",
        label="Relations between claims",
        rule=(
            "Two claims are related where the text itself ties them by one of these words or signs, or by saying the "
            "same again; standing side by side is no tie, nor is a “this” or “also” alone. “For example”, "
            "“including” and “similarly” give `example_of`; “however”, “instead”, “rather”, “whereas”, “while”, "
            "“but”, “though”, “yet”, “ironically”, “conversely”, “contrast to” and a dash after a denial "
            "`contrasts`; “this data underscores”, “indicating”, a colon, another single dash between two clauses, a "
            "cause, a “with” or “as” that gives a reason, and what a contrast is drawn between `supports`; “some”, "
            "“others” and “especially” `qualifies`; what is said again `restates`."
        ),
        example="“This data underscores …” makes each of the figures before it support what it underscores.",
    ),
    RuleOut(
        id="open-groups",
        label="Open groups",
        rule=(
            "A group is the one that the sentence names, or else the one that the sentence directly before is about, "
            "where that is about one group; a part of it (“many of them”) is no group of its own unless the sentence "
            "tells it apart (“many are employed there”). Otherwise it stays open: the population is null, "
            "`ambiguous_in_source`, or `not_stated` where it is lost with a part of the sentence, and neither the "
            "widest nor the narrowest reading is taken."
        ),
        example=(
            "“Many of these researchers” after a sentence on industrial plans is open; “these professionals” after a "
            "sentence on one group is that one."
        ),
    ),
]
