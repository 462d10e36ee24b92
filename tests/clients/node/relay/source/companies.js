import { graphql } from "relay-runtime";

export const row = graphql`
  fragment companies_row on Company {
    name
    domainName {
      primaryLinkUrl
    }
  }
`;

export const list = graphql`
  fragment companies_list on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "companiesNextPageQuery") {
    companies(first: $count, after: $cursor, orderBy: [{ name: AscNullsLast }]) @connection(key: "list_companies") {
      totalCount
      edges {
        node {
          id
          ...companies_row
        }
      }
    }
  }
`;

export const first = graphql`
  query companiesQuery($count: Int!) {
    ...companies_list @arguments(count: $count)
  }
`;
