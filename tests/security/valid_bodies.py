"""Valid requests to the record API and the metadata API: what the mutations start from."""

from __future__ import annotations

from typing import Any, Final

Body = dict[str, Any]

ID: Final = "3f0c6f4e-6d0b-4f0e-9a57-0c2f9d1b7a10"
OTHER_ID: Final = "3f0c6f4e-6d0b-4f0e-9a57-0c2f9d1b7a11"

_LIST = """
query Companies($first: Int, $after: String, $filter: CompanyFilterInput, $orderBy: [CompanyOrderByInput]) {
  companies(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount
    edges { node { id name employees address { addressCity } annualRevenue { amountMicros currencyCode } } cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
_NESTED = """
query People($with: Boolean!, $first: Int) {
  people(last: 5, before: "eyJpZCI6IjNmMGM2ZjRlLTZkMGItNGYwZS05YTU3LTBjMmY5ZDFiN2ExMCJ9") {
    edges { node { ...Names company @include(if: $with) { name opportunities(first: $first) { totalCount } } } }
  }
}
fragment Names on Person { name { firstName lastName } emails { primaryEmail additionalEmails } }"""
_CREATE = "mutation($data: CompanyCreateInput!) { createCompany(data: $data) { id name createdAt } }"
_CREATE_MANY = """
mutation($data: [PersonCreateInput!]!, $upsert: Boolean) { createPeople(data: $data, upsert: $upsert) { id } }"""
_UPDATE = "mutation($id: UUID!, $data: CompanyUpdateInput!) { updateCompany(id: $id, data: $data) { id updatedAt } }"
_UPDATE_MANY = """
mutation($filter: PersonFilterInput!) { updatePeople(filter: $filter, data: {jobTitle: "CTO", position: "first"}) { id } }"""
_LITERALS = """
{ opportunities(
    first: 3, offset: 1,
    filter: {or: [{stage: {in: [NEW, MEETING]}}, {not: {amount: {amountMicros: {gte: 1000000}}}}, {closeDate: {is: NULL}}]},
    orderBy: [{amount: {amountMicros: DescNullsLast}}, {company: {name: AscNullsFirst}}]
  ) { edges { node { name stage amount { amountMicros } closeDate } } sumAmountAmountMicros maxCreatedAt } }"""
_TWO_ROOTS = 'query A { notes { totalCount } tasks(filter: {title: {ilike: "%a%"}}) { edges { node { title } } } }'
_GROUPS = """
query($groupBy: [OpportunityGroupByInput!]!, $limit: Int) {
  opportunitiesGroupBy(groupBy: $groupBy, limit: $limit) { groupByDimensionValues totalCount } }"""
_PERSON: Body = {
    "name": {"firstName": "Ada", "lastName": "Byron"},
    "emails": {"primaryEmail": "ada@mill.example", "additionalEmails": ["a@mill.example"]},
    "phones": {"primaryPhoneNumber": "4155550132", "primaryPhoneCountryCode": "US", "additionalPhones": []},
    "linkedinLink": {
        "primaryLinkUrl": "https://mill.example/ada",
        "secondaryLinks": [{"url": "https://b.example", "label": "b"}],
    },
    "company": {"connect": {"where": {"domainName": {"primaryLinkUrl": "https://mill.example"}}}},
}
_COMPANY: Body = {
    "id": ID,
    "name": "Mill",
    "employees": 12,
    "idealCustomerProfile": True,
    "domainName": {"primaryLinkUrl": "https://mill.example", "primaryLinkLabel": "Mill", "secondaryLinks": []},
    "address": {"addressCity": "London", "addressLat": 51.5, "addressLng": -0.1},
    "annualRecurringRevenue": {"amountMicros": 1_000_000, "currencyCode": "EUR"},
    "position": 3.5,
}
_FILTER: Body = {
    "and": [
        {"name": {"ilike": "%m%"}},
        {"employees": {"in": [12, 13]}},
        {"createdAt": {"gte": "2024-01-01T00:00:00Z"}},
        {"accountOwner": {"name": {"firstName": {"eq": "Bea"}}}},
    ],
    "not": {"id": {"eq": OTHER_ID}},
}

RECORD_BODIES: Final[tuple[Body, ...]] = (
    {"query": _CREATE, "variables": {"data": _COMPANY}},
    {"query": f'mutation {{ createCompany(data: {{id: "{OTHER_ID}", name: "Mill"}}) {{ id }} }}'},
    {"query": _CREATE_MANY, "variables": {"data": [_PERSON, {"name": {"firstName": "Bea"}}], "upsert": True}},
    {"query": _UPDATE, "variables": {"id": ID, "data": {"name": "Mill & Co.", "employees": None}}},
    {"query": _UPDATE_MANY, "variables": {"filter": {"emails": {"primaryEmail": {"eq": "ada@mill.example"}}}}},
    {"query": "{ __typename }"},
    {"query": "query A { companies { totalCount } } query B { people { totalCount } }", "operationName": "B"},
    {
        "query": _LIST,
        "operationName": "Companies",
        "variables": {"first": 2, "filter": _FILTER, "orderBy": [{"name": "AscNullsLast"}, {"createdAt": "DescNullsLast"}]},
    },
    {"query": _LIST, "variables": {"after": "eyJpZCI6IjNmMGM2ZjRlLTZkMGItNGYwZS05YTU3LTBjMmY5ZDFiN2ExMCJ9"}},
    {"query": _NESTED, "variables": {"with": True, "first": 3}, "extensions": {"client": {"name": "tests"}}},
    {"query": _LITERALS},
    {"query": _TWO_ROOTS},
    {"query": "query($id: UUID) { company(filter: {id: {eq: $id}}) { name people { totalCount } } }", "variables": {"id": ID}},
    {
        "query": _GROUPS,
        "variables": {
            "groupBy": [{"closeDate": {"granularity": "MONTH", "timeZone": "Europe/Paris"}}, {"stage": True}],
            "limit": 5,
        },
    },
    {"query": "query($d: [CompanyCreateInput]) { companyDuplicates(data: $d) { totalCount } }", "variables": {"d": [_COMPANY]}},
    {"query": '{ __type(name: "Company") { name fields { name type { name ofType { name } } } } }'},
    {"query": "{ limits { maxRecordsPerCreate maxRootFields } }"},
    {"query": "mutation($id: UUID!) { deleteCompany(id: $id) { deletedAt } }", "variables": {"id": ID}},
    {"query": 'mutation { restoreCompanies(filter: {name: {like: "M%"}}) { id } }'},
    {"query": "mutation($id: UUID!) { destroyPerson(id: $id) { id } }", "variables": {"id": OTHER_ID}},
    {
        "query": "mutation($ids: [UUID!]!) { mergeCompanies(ids: $ids, conflictPriorityIndex: 0, dryRun: true) { id } }",
        "variables": {"ids": [ID, OTHER_ID]},
    },
)

METADATA_BODIES: Final[tuple[Body, ...]] = (
    {
        "query": "query($n: Int) { objects(paging: {first: $n}) { edges { node { nameSingular fieldsList { name type } } } } }",
        "variables": {"n": 2},
    },
    {"query": "{ fields(paging: {first: 3}, filter: {isActive: {is: true}}) { edges { node { id name options } cursor } } }"},
)
