// Runs the audits of GraphQL over HTTP, every request with the key, and prints each with its verdict.
import { auditServer } from "graphql-http";

const [url, key] = process.argv.slice(2);

function fetchFn(address, init = {}) {
  return fetch(address, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
}

const results = await auditServer({ url, fetchFn });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
