// Walks through all pages of a connection with what relay-compiler made, and prints what Relay's store holds.
import { createRequire } from "node:module";
import { join } from "node:path";
import { Environment, Network, RecordSource, Store, fetchQuery, getSelector } from "relay-runtime";

const [url, key, folder] = process.argv.slice(2);
const require = createRequire(import.meta.url);

function compiled(name) {
  return require(join(folder, `${name}.graphql.js`));
}

async function send({ text }, variables) {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ query: text, variables }),
  });
  return response.json();
}

const environment = new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });

function read(fragment, reference) {
  return environment.lookup(getSelector(compiled(fragment), reference)).data;
}

const first = await fetchQuery(environment, compiled("companiesQuery"), { count: 7 }).toPromise();
let { companies } = read("companies_list", first);
let pages = 1;
while (companies.pageInfo.hasNextPage) {
  const variables = { count: 7, cursor: companies.pageInfo.endCursor };
  await fetchQuery(environment, compiled("companiesNextPageQuery"), variables).toPromise();
  ({ companies } = read("companies_list", first));
  pages += 1;
}
const names = companies.edges.map(({ node }) => read("companies_row", node).name);
console.log(JSON.stringify({ pages, totalCount: companies.totalCount, names }));
