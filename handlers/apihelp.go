package handlers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// apiHelpPage is the reference of the API, made of its description.
type apiHelpPage struct {
	base
	Introduction []string // paragraphs
	Groups       []apiGroup
}

// apiGroup is the operations on one sort of thing.
type apiGroup struct {
	Name       string
	Operations []apiOperation
}

type apiOperation struct {
	ID, Method, Path, Summary, Description string
	Least                                  models.Role
	Asked, Answered                        []apiField
	Statuses                               []int
}

// apiField is a parameter, a header, or a field of a body.
type apiField struct {
	Name, In, Type, Meaning string
	Required                bool
}

// apiHelp serves GET /help/api.
func (s *Server) apiHelp(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, "apihelp", apiHelpPage{
		base: s.base(r, "API"), Introduction: strings.Split(apiIntroduction, "\n"), Groups: s.api.groups(),
	})
}

// groups are the operations in the order in which they were added.
func (a *api) groups() (groups []apiGroup) {
	spec := a.huma.OpenAPI()
	for _, rt := range a.rows {
		item := spec.Paths[strings.ReplaceAll(rt.path, ":[0-9]+", "")]
		if item == nil {
			continue // the description itself
		}
		op := item.Get
		if rt.method == http.MethodPost {
			op = item.Post
		}
		i := slices.IndexFunc(groups, func(g apiGroup) bool { return g.Name == op.Tags[0] })
		if i < 0 {
			i, groups = len(groups), append(groups, apiGroup{Name: op.Tags[0]})
		}
		groups[i].Operations = append(groups[i].Operations, a.reference(op, rt.least))
	}
	return groups
}

func (a *api) reference(op *huma.Operation, least models.Role) apiOperation {
	out := apiOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description, Least: least}
	for _, p := range op.Parameters {
		out.Asked = append(out.Asked, apiField{p.Name, p.In, typeName(p.Schema), p.Description, p.Required})
	}
	if op.RequestBody != nil {
		out.Asked = append(out.Asked, a.fields(op.RequestBody.Content["application/json"].Schema, "body")...)
	}
	for status, res := range op.Responses {
		content := res.Content["application/json"]
		if content != nil && len(out.Answered) == 0 {
			out.Answered = a.fields(content.Schema, "")
		}
		if status != "default" {
			n := 0
			for _, digit := range status {
				n = 10*n + int(digit-'0')
			}
			out.Statuses = append(out.Statuses, n)
		}
	}
	slices.Sort(out.Statuses)
	return out
}

// fields are those of an object, in the order of the type that it was made of;
// in is where they stand.
func (a *api) fields(s *huma.Schema, in string) (out []apiField) {
	s = a.resolved(s)
	for _, name := range sortedNames(s.Properties) {
		of := s.Properties[name]
		out = append(out, apiField{Name: name, In: in, Type: typeName(of), Meaning: of.Description, Required: slices.Contains(s.Required, name)})
		if of.Type == huma.TypeArray && a.resolved(of.Items).Type == huma.TypeObject {
			for _, inner := range a.fields(of.Items, in) {
				inner.Name = name + "[]." + inner.Name
				out = append(out, inner)
			}
		}
	}
	return out
}

// resolved follows a reference to the schema that it names.
func (a *api) resolved(s *huma.Schema) *huma.Schema {
	if s.Ref == "" {
		return s
	}
	return a.huma.OpenAPI().Components.Schemas.SchemaFromRef(s.Ref)
}

// typeName is the type of a field as the reference has it.
func typeName(s *huma.Schema) string {
	name := s.Type
	switch {
	case len(s.Enum) > 0:
		var values []string
		for _, v := range s.Enum {
			if text, ok := v.(string); ok {
				values = append(values, text)
			}
		}
		name = strings.Join(values, " · ")
	case name == huma.TypeArray:
		name = "list"
	case s.Format == "date-time":
		name = "time"
	case s.Format == "date":
		name = "day"
	case s.Ref != "":
		name = huma.TypeObject
	}
	if s.Nullable {
		name += " or null"
	}
	return name
}
