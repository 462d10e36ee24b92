// Walks through all pages of a connection with Apollo Client and prints the list its cache has merged.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { filter, firstValueFrom } from "rxjs";

const [uri, key] = process.argv.slice(2);

const client = new ApolloClient({
  link: new HttpLink({ uri, headers: { authorization: `Bearer ${key}` } }),
  cache: new InMemoryCache({
    typePolicies: { Query: { fields: { companies: relayStylePagination(["filter", "orderBy"]) } } },
  }),
});

const query = gql`
  query Companies($first: Int, $after: String) {
    companies(first: $first, after: $after, orderBy: [{ name: AscNullsLast }]) {
      totalCount
      edges {
        node {
          id
          name
        }
        cursor
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

const variables = { first: 7 };
const watched = client.watchQuery({ query, variables });
const subscription = watched.subscribe({});
await firstValueFrom(watched.pipe(filter(({ loading }) => !loading)));
let { companies } = client.readQuery({ query, variables });
let pages = 1;
while (companies.pageInfo.hasNextPage) {
  await watched.fetchMore({ variables: { after: companies.pageInfo.endCursor } });
  ({ companies } = client.readQuery({ query, variables }));
  pages += 1;
}
subscription.unsubscribe();
const names = companies.edges.map(({ node }) => node.name);
console.log(JSON.stringify({ pages, totalCount: companies.totalCount, names }));
