// Generates a client from the endpoint with genql, writes and reads a record with it and prints what it answered.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [url, key, folder] = process.argv.slice(2);

const genql = join(import.meta.dirname, "node_modules/.bin/genql");
execFileSync(genql, ["--endpoint", url, "-H", `Authorization: Bearer ${key}`, "--output", folder]);
const outfile = join(folder, "client.mjs");
await build({ entryPoints: [join(folder, "index.ts")], outfile, bundle: true, format: "esm", platform: "node" });
const { createClient } = await import(pathToFileURL(outfile));

const client = createClient({ url, headers: { authorization: `Bearer ${key}` } });
const created = await client.mutation({
  createCompany: {
    __args: { data: { name: "Genql", domainName: { primaryLinkUrl: "https://genql.example" }, employees: 3 } },
    id: true,
  },
});
const found = await client.query({
  companies: {
    __args: { filter: { id: { eq: created.createCompany.id } }, first: 1 },
    totalCount: true,
    edges: { node: { __scalar: true, domainName: { primaryLinkUrl: true } } },
  },
});
console.log(JSON.stringify({ id: created.createCompany.id, companies: found.companies }));
