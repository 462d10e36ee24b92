"use strict";

const KEY = "ferry.apiKey";
const START_QUERY = `# Ctrl-Enter runs, Ctrl-Space completes.
# On the left: documentation, explorer.

query FirstCompanies {
  companies(first: 5) {
    totalCount
    edges {
      node {
        id
        name
        domainName {
          primaryLinkUrl
        }
      }
    }
  }
}
`;

const storedKey = () => sessionStorage.getItem(KEY) ?? "";

/** Take a key given as `?headers={"Authorization": "Bearer ..."}`, and take it out of the address. */
function takeKeyFromAddress() {
  const address = new URL(window.location.href);
  if (!address.searchParams.has("headers")) return;
  try {
    const headers = Object.entries(JSON.parse(address.searchParams.get("headers")));
    const [, value] = headers.find(([name]) => name.toLowerCase() === "authorization") ?? [];
    if (value) sessionStorage.setItem(KEY, value.replace(/^bearer\s+/i, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  address.searchParams.delete("headers");
  history.replaceState(null, "", address);
}

/** Run an operation; a CSRF cookie of an application around Ferry is answered as such applications expect. */
async function fetcher(operation, options) {
  const headers = { "content-type": "application/json", ...options?.headers };
  const csrfToken = Cookies.get("csrftoken");
  if (csrfToken) headers["x-csrftoken"] = csrfToken;
  if (storedKey()) headers.authorization ??= `Bearer ${storedKey()}`;
  const response = await fetch(window.location.pathname, { method: "POST", headers, body: JSON.stringify(operation) });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `${response.status} ${response.statusText}: ${text}` }] };
  }
}

const root = ReactDOM.createRoot(document.getElementById("graphiql"));
const explorer = GraphiQLPluginExplorer.explorerPlugin({ showAttribution: false });

/** Draw the page for the key in use; another key means another schema, hence another GraphiQL. */
function draw() {
  const key = storedKey();
  document.getElementById("key-state").value = key ? "a key is set for this tab" : "no key: nothing can be read";
  document.getElementById("forget").hidden = !key;
  root.render(
    React.createElement(GraphiQL, {
      key,
      fetcher,
      schema: key ? undefined : null,
      plugins: [explorer],
      defaultQuery: new URLSearchParams(window.location.search).get("query") ?? START_QUERY,
      defaultEditorToolsVisibility: true,
      inputValueDeprecation: true,
    }),
  );
}

document.getElementById("endpoint").textContent = window.location.pathname;
document.getElementById("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = document.getElementById("key");
  if (input.value.trim()) sessionStorage.setItem(KEY, input.value.trim());
  input.value = "";
  draw();
});
document.getElementById("forget").addEventListener("click", () => {
  sessionStorage.removeItem(KEY);
  draw();
});

takeKeyFromAddress();
draw();
