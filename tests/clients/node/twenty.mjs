// Lets Twenty's own kit generate its core client from the printed schema, and uses that and its metadata client.
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MetadataApiClient } from "twenty-client-sdk/metadata";
import { replaceCoreClient } from "twenty-client-sdk/generate";

const [address, key, file, folder] = process.argv.slice(2);

cpSync(join(import.meta.dirname, "node_modules/twenty-client-sdk"), folder, { recursive: true });
await replaceCoreClient({ packageRoot: folder, schema: readFileSync(file, "utf8") });
const { CoreApiClient } = await import(pathToFileURL(join(folder, "dist/core.mjs")));

const headers = { Authorization: `Bearer ${key}` };
const core = new CoreApiClient({ url: `${address}/graphql`, headers });
const { createCompany } = await core.mutation({
  createCompany: { __args: { data: { name: "Kit" } }, id: true, name: true },
});
const { id } = createCompany;
const { createPeople } = await core.mutation({
  createPeople: {
    __args: { data: [{ name: { firstName: "Ada" }, companyId: id }, { name: { firstName: "Bea" }, companyId: id }] },
    id: true,
  },
});
const { updateCompany } = await core.mutation({
  updateCompany: { __args: { id, data: { name: "Kit & Co." } }, name: true },
});
const { company } = await core.query({
  company: {
    __args: { filter: { id: { eq: id } } },
    name: true,
    people: {
      __args: { orderBy: [{ name: { firstName: "AscNullsLast" } }] },
      edges: { node: { name: { firstName: true } } },
    },
  },
});
const { deletePeople } = await core.mutation({
  deletePeople: { __args: { filter: { companyId: { eq: id } } }, id: true },
});
const { people } = await core.query({
  people: { __args: { filter: { companyId: { eq: id } } }, totalCount: true },
});
const refusal = await core
  .query({ companies: { __args: { filter: { name: { nope: "x" } } }, totalCount: true } })
  .catch((error) => error.errors[0].extensions.code);

const metadata = new MetadataApiClient({ url: `${address}/metadata`, headers });
const { objects } = await metadata.query({
  objects: {
    __args: { paging: { first: 100 } },
    edges: { node: { nameSingular: true, isActive: true } },
  },
});

console.log(
  JSON.stringify({
    created: createPeople.map((person) => person.id),
    renamed: updateCompany.name,
    company,
    deleted: deletePeople.map((person) => person.id),
    left: people.totalCount,
    refusal,
    objects: objects.edges.map(({ node }) => node.nameSingular),
  }),
);
