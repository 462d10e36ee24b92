// Judges the printed schema as graphql-js does, and compares it with the one an introspection describes.
import { readFileSync } from "node:fs";
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from "graphql";

const [url, key, file] = process.argv.slice(2);

async function introspection() {
  const query = getIntrospectionQuery({
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return (await response.json()).data;
}

function sorted(schema) {
  return printSchema(lexicographicSortSchema(schema)).split("\n");
}

const printed = buildSchema(readFileSync(file, "utf8"));
const introspected = buildClientSchema(await introspection());
console.log(
  JSON.stringify({
    faults: [...validateSchema(printed), ...validateSchema(introspected)].map(({ message }) => message),
    printed: sorted(printed),
    introspected: sorted(introspected),
  }),
);
