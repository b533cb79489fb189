import json
import os
import urllib.request

from made import ClaimPage

with urllib.request.urlopen(f"{os.environ['BASE']}/v1/claims?topic=patents&include=statistics&limit=2") as answer:
    page = ClaimPage.model_validate(json.load(answer))
print(page.meta.total, page.data[0].citation.quote.exact)
