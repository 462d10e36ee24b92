#!/usr/bin/env python3
"""Replay recorded request/response samples, in order, against a server and report which answers differ.

    BASE_URL=http://127.0.0.1:3000 API_KEY=... python3 replay.py samples.jsonl [--verbose] [--reference] [--quiet] [--only TEXT]

Environment
    BASE_URL      server root; "/graphql" and "/metadata" are appended
    API_KEY       token of a key whose role is Admin
    API_KEY_NAME  name of that key (default "My api key"); replaced in the answers before comparing
    ADMIN_TOKEN   token used where a sample asks for "admin-session" (default: API_KEY)
    DEVIATIONS    path of the allow-list (default: deviations.json beside the samples file)

The workspace must be empty (no records, no custom objects, one API key) apart from the workspace members of
fixture-workspace-members.json, and the rate limits must be raised well above 1000 operations a minute.
--reference ignores the allow-list (for a run against the original server)."""

import json, os, re, sys, urllib.error, urllib.request

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
FIXED = re.compile(r"^([abcd]0000000-0000-4000-8000-|20202020-)")
STAMP = re.compile(r"(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def cursor(text):
    """A cursor whose payload holds generated ids compares equal to another one of the same shape."""
    import base64

    try:
        return "cursor:" + volatile(json.dumps(json.loads(base64.b64decode(text + "===")), sort_keys=True))
    except Exception:
        return text


def volatile(text):
    text = UUID.sub(lambda m: m.group(0) if FIXED.match(m.group(0)) else "<uuid>", text)
    text = STAMP.sub(lambda m: m.group(0) if m.group(1) in YEARS else "<time>", text)
    text = re.sub(r"workspace_[a-z0-9]+", "<workspace>", text)
    return re.sub(r"(FK|IDX|IDX_UNIQUE)_[0-9a-fA-F]{8,}", r"\1_<hash>", text)


YEARS = {str(y) for y in range(2000, 2026)} | {"2099", "2999"}


def norm(x, unordered=False):
    if isinstance(x, dict):
        out = {}
        for k, v in x.items():
            if k in ("cursor", "startCursor", "endCursor") and isinstance(v, str):
                out[k] = cursor(v)
            elif k in ("universalIdentifier", "objectMetadataUniversalIdentifier"):
                out[k] = "<uuid>"
            else:
                out[k] = norm(v, unordered)
        return out
    if isinstance(x, list):
        items = [norm(i, unordered) for i in x]
        return sorted(items, key=lambda i: json.dumps(i, sort_keys=True)) if unordered else items
    if isinstance(x, str):
        if x.startswith('[{"id":') and '"children"' in x:  # blocknote document: block ids are generated
            return volatile(x)
        return volatile(x)
    if isinstance(x, float) and x == int(x) and abs(x) < 2**53:
        return int(x)
    return x


def error_view(errors):
    """What must agree about errors: message, code, subCode and the conflict keys. Additional extension keys are allowed."""
    view = []
    for e in errors or []:
        ext = e.get("extensions") or {}
        view.append(
            {
                "message": volatile(str(e.get("message"))),
                **{k: ext[k] for k in ("code", "subCode", "conflictingRecordId", "conflictingObjectNameSingular") if k in ext},
            }
        )
    return view


def errors_agree(want, got):
    want, got = error_view(want), error_view(got)
    if len(want) != len(got):
        return False
    for w, g in zip(want, got):
        for k, v in w.items():
            if volatile(str(g.get(k))) != volatile(str(v)):
                return False
    return True


def empty_root(data):
    """{"root": null}, {} and null all mean: nothing was returned."""
    return not data or all(v is None for v in data.values())


def metadata_messages(response):
    """The (list, code, message) triples of a failed metadata mutation that concern the object, field, view part or role itself."""
    found = set()
    for e in response.get("errors") or []:
        for kind, entries in ((e.get("extensions") or {}).get("errors") or {}).items():
            for entry in entries:
                for item in entry.get("errors") or []:
                    found.add((kind, item.get("code"), volatile(str(item.get("message")))))
    main = {t for t in found if t[0] == "objectMetadata"} or {t for t in found if t[0] == "fieldMetadata"} or found
    return main


def subset(want, got):
    if isinstance(want, dict):
        return isinstance(got, dict) and all(k in got and subset(v, got[k]) for k, v in want.items())
    if isinstance(want, list):
        return isinstance(got, list) and len(want) == len(got) and all(subset(w, g) for w, g in zip(want, got))
    return want == got


def expectation_met(exp, status, got, unordered):
    if status is None:
        return False
    if exp.get("any"):
        return True
    if "status" in exp and status != exp["status"]:
        return False
    if "error" in exp:
        errors = got.get("errors") if isinstance(got, dict) else None
        if not errors:
            return False
        e, ext = errors[0], (errors[0].get("extensions") or {})
        w = exp["error"]
        if "message" in w and volatile(w["message"]) != volatile(str(e.get("message"))):
            return False
        if "contains" in w and w["contains"].lower() not in str(e.get("message")).lower():
            return False
        return all(ext.get(k) == w[k] for k in ("code", "subCode") if k in w)
    if "response" in exp:
        if isinstance(got, dict) and got.get("errors") and "errors" not in exp["response"]:
            return False
        return subset(norm(exp["response"], unordered), norm(got, unordered))
    return True


def agree(sample, status, got):
    mode = sample.get("compare")
    want = sample["response"]
    if mode == "none":
        return status is not None
    if status != sample["status"] and not (mode == "loose"):
        return False
    if mode == "captures":
        return not got.get("errors")
    if mode == "loose":
        return status is not None and (status >= 400) == ((sample["status"] or 500) >= 400)
    if mode == "metadata-errors":
        codes = [((e.get("extensions") or {}).get("code")) for e in got.get("errors") or []]
        if not codes or codes[0] != "METADATA_VALIDATION_FAILED":
            return False
        return bool(metadata_messages(want) & metadata_messages(got)) if metadata_messages(want) else True
    un = sample.get("unordered", False)
    if isinstance(want, dict) and isinstance(got, dict) and (want.get("errors") or got.get("errors")):
        if not errors_agree(want.get("errors"), got.get("errors")):
            return False
        if empty_root(want.get("data")) and empty_root(got.get("data")):
            return True
        return norm(want.get("data"), un) == norm(got.get("data"), un)
    return norm(want, un) == norm(got, un)


def dig(d, path):
    for p in path.split("."):
        m = re.match(r"(\w+)\[(\w+)=([^\]]+)\]$", p)
        if m:
            d = next(y for y in ((x.get("node") or x) for x in d[m.group(1)]) if str(y.get(m.group(2))) == m.group(3))
        else:
            d = d[int(p)] if p.isdigit() else d[p]
    return d


def main():
    opts = sys.argv[1:]
    args = [a for i, a in enumerate(opts) if not a.startswith("--") and (i == 0 or opts[i - 1] != "--only")]
    path = args[0] if args else os.path.join(os.path.dirname(os.path.abspath(__file__)), "samples.jsonl")
    only = opts[opts.index("--only") + 1] if "--only" in opts else None
    base = os.environ.get("BASE_URL", "http://127.0.0.1:3000").rstrip("/")
    key = os.environ.get("API_KEY", "")
    key_name = os.environ.get("API_KEY_NAME", "My api key")
    dev_path = os.environ.get("DEVIATIONS") or os.path.join(os.path.dirname(os.path.abspath(path)), "deviations.json")
    deviations = {} if "--reference" in opts or not os.path.exists(dev_path) else json.load(open(dev_path, encoding="utf-8"))
    tokens = {"api-key": key, "none": None, "admin-session": os.environ.get("ADMIN_TOKEN") or key}
    caps, same, differ, skipped, by_dev = {}, 0, 0, 0, 0
    per = {}

    def fill(text):
        return re.sub(r"\$\{(\w+)\}", lambda m: str(caps.get(m.group(1), m.group(0))), text)

    for line in open(path, encoding="utf-8"):
        o = json.loads(line)
        if not o.get("replayable", True):
            skipped += 1
            continue
        o = {
            **o,
            "request": json.loads(fill(json.dumps(o["request"]))),
            "response": json.loads(fill(json.dumps(o["response"]))),
        }
        r = o["request"]
        headers = {"content-type": "application/json"}
        token = tokens.get(r["auth"], caps.get(r["auth"]))
        if token:
            headers["authorization"] = "Bearer " + token
        for k, v in (r.get("headers") or {}).items():
            headers[k] = v.replace("<API_KEY>", key)
        data = r["raw_body"].encode() if "raw_body" in r else json.dumps(r["body"]).encode() if "body" in r else None
        q = urllib.request.Request(base + r["path"], data, headers, method=r["method"])
        try:
            with urllib.request.urlopen(q, timeout=10 if "raw_body" in r else 60) as f:
                status, body = f.status, f.read()
        except urllib.error.HTTPError as e:
            status, body = e.code, e.read()
        except TimeoutError:
            status, body = None, json.dumps({"_no_response": "the server sent no response within 10 s"}).encode()
        except Exception as e:
            status, body = None, json.dumps({"_error": str(e)}).encode()
        try:
            got = json.loads(body)
        except Exception:
            got = {"_nonjson": body.decode("utf8", "replace")[:2000]}
        if key_name != "My api key":
            got = json.loads(json.dumps(got).replace(json.dumps(key_name)[1:-1], "My api key"))
        for name, p in (o.get("capture") or {}).items():
            try:
                caps[name] = dig(got, p)
            except Exception:
                caps[name] = "00000000-0000-4000-8000-00000000dead"
        if isinstance(got, list):
            got = {"_list": got}
        dev = deviations.get(str(o["seq"]))
        o["response"] = json.loads(fill(json.dumps(o["response"])))
        ok = expectation_met(dev["expect"], status, got, o.get("unordered", False)) if dev else agree(o, status, got)
        p = per.setdefault(o["category"], [0, 0])
        p[1] += 1
        p[0] += bool(ok)
        if ok:
            same += 1
            by_dev += bool(dev)
        else:
            differ += 1
            if "--quiet" not in opts and (only is None or only in o["category"] + "/" + o["name"]):
                want = dev["expect"] if dev else norm(o["response"], o.get("unordered", False))
                n = 1600 if "--verbose" in opts else 230
                print(
                    f"DIFF #{o['seq']} {o['category']}/{o['name']}{' [ferry]' if dev else ''} status {o['status']}->{status} want {json.dumps(want, ensure_ascii=False)[:n]} got {json.dumps(norm(got, o.get('unordered', False)), ensure_ascii=False)[:n]}"
                )
    print(" ".join(f"{c}:{a}/{b}" for c, (a, b) in per.items()))
    print(f"{same} agree ({by_dev} through the list of deviations), {differ} differ, {skipped} not replayable")
    sys.exit(0 if differ == 0 else 1)


main()
