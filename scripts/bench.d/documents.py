"""The GraphQL documents of the bench, the same for every server."""

from __future__ import annotations

_COMPANY = """
  id name createdAt employees idealCustomerProfile
  domainName { primaryLinkUrl }
  address { addressStreet1 addressPostcode addressCity addressCountry }
  linkedinLink { primaryLinkUrl }
  annualRevenue { amountMicros currencyCode }
  annualRecurringRevenue { amountMicros }
  createdBy { source }
"""
_PAGE = "pageInfo { hasNextPage endCursor }"

COMPANY = f"query Company($id: UUID!) {{ company(filter: {{id: {{eq: $id}}}}) {{ {_COMPANY} }} }}"

COMPANIES = f"""query Companies($first: Int!, $filter: CompanyFilterInput, $orderBy: [CompanyOrderByInput]) {{
  companies(first: $first, filter: $filter, orderBy: $orderBy) {{ edges {{ node {{ {_COMPANY} }} }} {_PAGE} }}
}}"""

PEOPLE_WITH_COMPANY = f"""query PeopleWithCompany($first: Int!, $after: String) {{
  people(first: $first, after: $after) {{
    edges {{ node {{
      id name {{ firstName lastName }} emails {{ primaryEmail }} jobTitle city
      phones {{ primaryPhoneNumber primaryPhoneCallingCode }}
      company {{ id name domainName {{ primaryLinkUrl }} address {{ addressCity addressCountry }} }}
    }} }} {_PAGE}
  }}
}}"""

COMPANIES_WITH_PEOPLE = f"""query CompaniesWithPeople($first: Int!, $after: String) {{
  companies(first: $first, after: $after) {{
    edges {{ node {{
      id name domainName {{ primaryLinkUrl }}
      people(first: 10) {{ edges {{ node {{ id name {{ firstName lastName }} emails {{ primaryEmail }} jobTitle }} }} }}
    }} }} {_PAGE}
  }}
}}"""

ALL_PEOPLE = f"""query AllPeople($first: Int!, $after: String) {{
  people(first: $first, after: $after) {{
    edges {{ node {{
      id createdAt name {{ firstName lastName }} emails {{ primaryEmail }} linkedinLink {{ primaryLinkUrl }} jobTitle
      phones {{ primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode }}
      avatarUrl companyId city xLink {{ primaryLinkUrl }}
    }} }} {_PAGE}
  }}
}}"""

CREATE = {
    "company": "mutation Create($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }",
    "person": "mutation Create($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }",
}
UPSERT = {
    "company": "mutation Upsert($data: [CompanyCreateInput!]!) { createCompanies(data: $data, upsert: true) { id } }",
    "person": "mutation Upsert($data: [PersonCreateInput!]!) { createPeople(data: $data, upsert: true) { id } }",
}
UPSERT_ROWS = {
    "company": "mutation Upsert($data: [CompanyCreateInput!]!) { upsertCompanies(data: $data) { results { id action } } }",
    "person": "mutation Upsert($data: [PersonCreateInput!]!) { upsertPeople(data: $data) { results { id action } } }",
}

COMPANIES_BY_CITY = """{
  companiesGroupBy(groupBy: [{address: {addressCity: true}}], orderBy: [{aggregate: {totalCount: DescNullsLast}}]) {
    groupByDimensionValues totalCount sumAnnualRevenueAmountMicros
  }
}"""

COMPANIES_BY_MONTH = """{
  companiesGroupBy(groupBy: [{createdAt: {granularity: MONTH, timeZone: "UTC"}}]) { groupByDimensionValues totalCount }
}"""

SEARCH = """query Search($words: String!) {
  search(searchInput: $words, limit: 20) { edges { node { recordId objectNameSingular label } } }
}"""

_LINKS = "{ primaryLinkLabel primaryLinkUrl secondaryLinks }"
_ACTORS = "createdBy { source workspaceMemberId name context } updatedBy { source workspaceMemberId name context }"
WHOLE = {
    "company": f"""query Whole($ids: [UUID!]) {{ companies(filter: {{id: {{in: $ids}}}}) {{ edges {{ node {{
      id createdAt deletedAt position {_ACTORS} name domainName {_LINKS}
      address {{ addressStreet1 addressStreet2 addressCity addressPostcode addressState addressCountry addressLat addressLng }}
      linkedinLink {_LINKS} annualRevenue {{ amountMicros currencyCode }} accountOwnerId employees
      annualRecurringRevenue {{ amountMicros currencyCode }} idealCustomerProfile xLink {_LINKS}
    }} }} totalCount }} }}""",
    "person": f"""query Whole($ids: [UUID!]) {{ people(filter: {{id: {{in: $ids}}}}) {{ edges {{ node {{
      id createdAt deletedAt position {_ACTORS} name {{ firstName lastName }} emails {{ primaryEmail additionalEmails }}
      linkedinLink {_LINKS} jobTitle avatarUrl companyId city xLink {_LINKS}
      phones {{ primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode additionalPhones }}
    }} }} totalCount }} }}""",
}
