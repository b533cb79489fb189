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
            "A claim is the smallest statement that the text makes: where one sentence joins several predicates, "
            "several causes or several alternatives that it denies, each is a claim, and so is what an “including” "
            "adds. A list of names or of objects under one verb stays one claim; so do a statement with the cases "
            "that its “like” or “such as” names, and an affirmed “A or B”, of which the text states neither part "
            "alone."
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
            "What an assertion takes for granted is a claim of its own where a word in it ascribes a property to a "
            "person or thing that the assertion names or treats as known, and one could deny that property and still "
            "accept the rest. No claim of their own comes from a question asked outright, a condition, the bare "
            "existence of something, a word that says that something goes on or has ended (“still”, “anymore”), or "
            "the type of an organisation (company, university), which stands in its own record."
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
            "is taken. A change is `comparative` only where a word says that there is more or less of something; a "
            "means or an aim is no cause, but a motive is; and an amount without a measure is `factual`, as is what "
            "people think, feel or find happening to them."
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
            "`full` needs a statement whose every word names something that can be looked up or counted; it is "
            "`partial` if a word has no measure, a trend has no span of time, or something that can be looked at is "
            "judged. `none` is for questions, for readings (also of importance or meaning), for statements that have "
            "lost a part, and for statements that name nothing that could be observed."
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
            "`attributed_to` names the source that the text gives for a statement: whoever says, shows or has found "
            "out that it is so. Where the text itself reports what somebody thinks, or that somebody has shown an "
            "ability, the claim is about that person or body and is attributed to nobody."
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
            "country; `implied` where a pronoun, an adverb, a nationality, a place name or a phrase with “the” or "
            "“this” points to it, or where the claim is a case of what the sentences before say of that country (a "
            "claim made in apposition, in brackets or between dashes is not taken as such a case). Descent, origin, "
            "ancestry, heritage and identity point to no country, and a sentence that has lost a part implies none; "
            "an institution has a country only by a town in its name or in that of the body it belongs to, or by a "
            "sentence that shows it acting for that country."
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
            "A qualifier is a word or phrase of the text that limits how many, how often or how far the statement "
            "holds. Words that only strengthen, or only tell the manner or the time, are not qualifiers, nor is a "
            "word that comments on a number without changing it."
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
            "Two claims are related only where the text ties them by one of the words or signs below, or says the "
            "same thing again; standing side by side is no tie, and neither is “this” or “also” alone. `example_of`: "
            "“for example”, “including”, “similarly”; `contrasts`: “however”, “instead”, “rather”, “whereas”, "
            "“while”, “but”, “though”, “yet”, “ironically”, “conversely”, “contrast to”, and a dash after a denial; "
            "`supports`: “this data underscores”, “indicating”, a colon, any other single dash between two clauses, "
            "a cause, a “with” or “as” that gives a reason, and each side of a contrast for the claim that draws it; "
            "`qualifies`: “some”, “others”, “especially”; `restates`: what is said again."
        ),
        example="“This data underscores …” makes each of the figures before it support what it underscores.",
    ),
    RuleOut(
        id="open-groups",
        label="Open groups",
        rule=(
            "A claim's group is the one that its sentence names, or else the one that the sentence directly before "
            "is about, if that is about one group only; a part of a group (“many of them”) is a group of its own "
            "only where the sentence before sets it apart by where it is or what it does (“many are employed "
            "there”), not by what it thinks. Otherwise the group stays open and neither the widest nor the narrowest "
            "reading is taken: the population is null, `not_stated` where the group is lost with a part of the "
            "sentence, and `ambiguous_in_source` in all other cases."
        ),
        example=(
            "“Many of these researchers” after a sentence on industrial plans is open; “these professionals” after a "
            "sentence on one group is that one."
        ),
    ),
]
