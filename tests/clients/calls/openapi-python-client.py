import os

from made import Client
from made.api.claims import list_claims
from made.models import ClaimPage, ListClaimsIncludeItem

client = Client(base_url=os.environ["BASE"])
page = list_claims.sync(client=client, topic=["patents"], include=[ListClaimsIncludeItem.STATISTICS], limit=2)
assert isinstance(page, ClaimPage)
print(page.meta.total, page.data[0].citation.quote.exact)
