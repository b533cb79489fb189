import os
import sys

sys.path.insert(0, "made")
import openapi_client

with openapi_client.ApiClient(openapi_client.Configuration(host=os.environ["BASE"])) as client:
    page = openapi_client.ClaimsApi(client).list_claims(topic=["patents"], include=["statistics"], limit=2)
print(page.meta.total, page.data[0].citation.quote.exact)
