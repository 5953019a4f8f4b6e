package handlers

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
)

// apiClient is a client made of the description that the server hands out, and
// of nothing else: it knows no path, parameter or field that does not stand
// there, and takes no answer that is not as it says.
type apiClient struct {
	v    *visitor
	spec object
}

// client reads the description.
func (v *visitor) client() *apiClient {
	v.t.Helper()
	return &apiClient{v, v.read("/openapi.json")}
}

// operation is an operation of the description with its method and path.
func (c *apiClient) operation(id string) (op object, method, path string) {
	c.v.t.Helper()
	for path, item := range c.spec["paths"].(object) {
		for method, op := range item.(object) {
			if op, ok := op.(object); ok && op["operationId"] == id {
				return op, strings.ToUpper(method), path
			}
		}
	}
	c.v.t.Fatalf("the description has no operation %s", id)
	return nil, "", ""
}

// call calls an operation with parameters by name, and a body unless it is nil.
func (c *apiClient) call(id string, params map[string]string, body any) object {
	c.v.t.Helper()
	op, method, path := c.operation(id)
	query, headers, known := url.Values{}, []string{}, []string{}
	for _, p := range list(op["parameters"]) {
		name, in := p.(object)["name"].(string), p.(object)["in"]
		known = append(known, name)
		value, given := params[name]
		switch {
		case !given && p.(object)["required"] == true:
			c.v.t.Fatalf("%s needs the parameter %s", id, name)
		case !given:
		case in == "path":
			path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
		case in == "query":
			query.Set(name, value)
		default:
			headers = append(headers, name, value)
		}
	}
	for name := range params {
		if !slices.Contains(known, name) {
			c.v.t.Fatalf("%s has no parameter %s, only %v", id, name, known)
		}
	}
	sent := ""
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			c.v.t.Fatal(err)
		}
		sent = string(b)
	}
	a := c.v.call(method, withQuery(path, query), sent, headers...)
	res, ok := op["responses"].(object)[fmt.Sprint(a.status)].(object)
	if !ok || a.status/100 != 2 {
		c.v.t.Fatalf("%s answers %d, which is no success that is described: %s", id, a.status, a.body)
	}
	for _, wrong := range c.unlike(res["content"].(object)["application/json"].(object)["schema"].(object), a.decoded(), id) {
		c.v.t.Error(wrong)
	}
	return a.decoded().(object)
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// unlike says where a value is not as the schema has it.
func (c *apiClient) unlike(s object, v any, at string) (wrong []string) {
	if ref, ok := s["$ref"].(string); ok {
		return c.unlike(c.spec["components"].(object)["schemas"].(object)[strings.TrimPrefix(ref, "#/components/schemas/")].(object), v, at)
	}
	kinds := list(s["type"])
	if one, ok := s["type"].(string); ok {
		kinds = []any{one}
	}
	if len(kinds) > 0 && !slices.ContainsFunc(kinds, func(kind any) bool { return isOf(kind, v) }) {
		return []string{fmt.Sprintf("%s is %v, want %v", at, v, kinds)}
	}
	if choices := list(s["enum"]); len(choices) > 0 && v != nil && !slices.Contains(choices, v) {
		wrong = append(wrong, fmt.Sprintf("%s is %v, want one of %v", at, v, choices))
	}
	switch v := v.(type) {
	case string:
		if _, err := time.Parse(time.RFC3339, v); s["format"] == "date-time" && err != nil {
			wrong = append(wrong, fmt.Sprintf("%s is the moment %q", at, v))
		}
	case []any:
		for i, one := range v {
			wrong = append(wrong, c.unlike(s["items"].(object), one, fmt.Sprintf("%s[%d]", at, i))...)
		}
	case object:
		fields, _ := s["properties"].(object)
		for name, one := range v {
			if field, ok := fields[name].(object); ok {
				wrong = append(wrong, c.unlike(field, one, at+"."+name)...)
			} else if s["additionalProperties"] == false {
				wrong = append(wrong, at+"."+name+" is not described")
			}
		}
		for _, name := range list(s["required"]) {
			if _, ok := v[name.(string)]; !ok {
				wrong = append(wrong, fmt.Sprintf("%s.%s is not there", at, name))
			}
		}
	}
	return wrong
}

// isOf reports whether a value is of a type of JSON Schema.
func isOf(kind, v any) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case float64:
		return kind == "number" || kind == "integer" && v == float64(int64(v))
	case string:
		return kind == "string"
	case []any:
		return kind == "array"
	}
	return kind == "object"
}

// A client that is made of the description pages through every list: each thing
// comes once, in the order of the whole list, and can be read by its number.
func TestAClientOfTheDescription(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	x.inConflict()
	c := x.program(models.RoleReviewer, models.ScopeReview).client()
	for day := range 4 {
		c.call("article-add", nil, object{"text": fmt.Sprintf("The ferry Halcyon sank. %d died.", 40+day), "title": fmt.Sprint("Day ", day), "published": fmt.Sprintf("2026-03-%d", 10+day)})
	}
	x.withdrawn(2)
	lists := 0
	for _, item := range c.spec["paths"].(object) {
		op, ok := item.(object)["get"].(object)
		if !ok || !slices.ContainsFunc(list(op["parameters"]), func(p any) bool { return p.(object)["name"] == "cursor" }) {
			continue
		}
		lists++
		id := op["operationId"].(string)
		t.Run(id, func(t *testing.T) {
			given := map[string]string{"limit": "200"}
			if id == "figures" {
				given["tab"] = "all"
			}
			if id == "export-withdrawn" {
				given["id"] = "1"
			}
			whole := list(c.call(id, given, nil)["items"])
			if len(whole) < 2 {
				t.Fatalf("%d on the whole list", len(whole))
			}
			var paged []any
			given["limit"] = "1"
			for {
				page := c.call(id, given, nil)
				if len(list(page["items"])) > 1 {
					t.Fatalf("%d on a page of one", len(list(page["items"])))
				}
				paged = append(paged, list(page["items"])...)
				if page["next"] == "" || len(paged) > len(whole) {
					break
				}
				given["cursor"] = page["next"].(string)
			}
			if diff := cmp.Diff(whole, paged); diff != "" {
				t.Error(diff)
			}
			one, name := strings.TrimSuffix(id, "s"), strings.TrimSuffix(id, "s")+"_id"
			if id == "figures" {
				name = "id"
			}
			if id == "export-withdrawn" {
				one, name = "claim", "claim_id"
			}
			for _, row := range whole {
				number := row.(object)[name]
				if got := c.call(one, map[string]string{"id": fmt.Sprint(number)}, nil); got[name] != number {
					t.Errorf("%s %v is %v", one, number, got[name])
				}
			}
		})
	}
	if lists < 3 {
		t.Errorf("only %d lists are described", lists)
	}
}

// The client would notice what is not as described.
func TestWhatIsNotAsDescribed(t *testing.T) {
	t.Parallel()
	c := &apiClient{spec: object{"components": object{"schemas": object{"A": object{"type": "object", "additionalProperties": false, "required": []any{"n"}, "properties": object{
		"n": object{"type": "integer"}, "at": object{"type": []any{"string", "null"}, "format": "date-time"}, "l": object{"type": "array", "items": object{"type": "string", "enum": []any{"a"}}},
	}}}}}}
	ref := object{"$ref": "#/components/schemas/A"}
	for body, wrong := range map[string]int{
		`{"n": 1, "at": null, "l": ["a"]}`: 0, `{"n": 1.5}`: 1, `{}`: 1, `{"n": 1, "x": 1}`: 1, `{"n": 1, "at": "today"}`: 1, `{"n": "1", "l": ["b", 1, null]}`: 4, `[]`: 1,
	} {
		var v any
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Fatal(err)
		}
		if got := c.unlike(ref, v, "a"); len(got) != wrong {
			t.Errorf("%s: %v, want %d", body, got, wrong)
		}
	}
}
