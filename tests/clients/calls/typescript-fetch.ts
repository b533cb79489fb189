import { ClaimsApi, Configuration } from "./made";

const claims = new ClaimsApi(new Configuration({ basePath: process.env.BASE! }));
const page = await claims.listClaims({ topic: ["patents"], include: ["statistics"], limit: 2 });
console.log(page.meta.total, page.data[0].citation.quote.exact);
