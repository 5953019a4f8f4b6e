package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/mux"
	"github.com/gorilla/schema"

	"tallymark/models"
)

// readForm parses the query and, of a POST, the body, and refuses what is no
// text before anything else looks at it.
func readForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return err
		}
		return fmt.Errorf("%w: %v", errForm, err)
	}
	err := checkText(r.Form)
	if err != nil {
		r.PostForm = cleanedForm(r.PostForm)
	}
	return err
}

func checkText(form url.Values) error {
	for name, values := range form {
		if !isText(name) {
			return errNotText
		}
		for _, v := range values {
			if !isText(v) {
				return fmt.Errorf("%w: field %s", errNotText, name)
			}
		}
	}
	return nil
}

// cleanedForm is what can be shown and sent again of a form that is not text.
func cleanedForm(form url.Values) url.Values {
	clean := url.Values{}
	for name, values := range form {
		for _, v := range values {
			clean.Add(cleanedText(name), cleanedText(v))
		}
	}
	return clean
}

// cleanedText marks what is not text, so that a person sees where it stood.
func cleanedText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", "�")
}

func isText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}

// decode fills the struct that into points to from a form. Fields that the
// struct does not name are left alone, as browsers and extensions add some.
func decode(form url.Values, into any) error {
	d := schema.NewDecoder()
	d.IgnoreUnknownKeys(true)
	d.ZeroEmpty(true)
	d.RegisterConverter(uint(0), rowID)
	if err := d.Decode(into, form); err != nil {
		return fmt.Errorf("%w: %v", errForm, err)
	}
	return nil
}

// rowID reads a number that a row can have: neither database has larger ones.
func rowID(typed string) reflect.Value {
	id, err := strconv.ParseUint(typed, 10, 63)
	if err != nil {
		return reflect.Value{}
	}
	return reflect.ValueOf(uint(id))
}

// pathID is the {id} of the path. One that no row can have is not found.
func pathID(r *http.Request) (uint, error) {
	id, err := strconv.ParseUint(mux.Vars(r)["id"], 10, 63)
	if err != nil || id == 0 {
		return 0, fmt.Errorf("id %q: %w", mux.Vars(r)["id"], models.ErrNotFound)
	}
	return uint(id), nil
}

// field is one labelled control of a form with its value and its error.
type field struct {
	Name, Label, Value string
	Type               string // of the input; "" is text, "area" and "tall" are text areas
	Hint, Error        string
	Complete           string // autocomplete
	Accept             string // file types
	Target             string // id, if not made of the name
	Required, Wide     bool
	Options            []option // makes it a select
}

type option struct{ Value, Label string }

// ID is what the label and the error summary point to.
func (f field) ID() string {
	if f.Target != "" {
		return f.Target
	}
	return "f-" + f.Name
}

// IsArea reports whether it takes several lines.
func (f field) IsArea() bool { return f.Type == "area" || f.Type == "tall" }

// IsTall reports whether it takes a whole article.
func (f field) IsTall() bool { return f.Type == "tall" }

// IsFile reports whether it takes a file.
func (f field) IsFile() bool { return f.Type == "file" }

// Described lists the ids of what explains the field.
func (f field) Described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID()+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID()+"-err")
	}
	return strings.Join(ids, " ")
}

// wrong returns the fields with an error.
func wrong(fields []field) []field {
	var out []field
	for _, f := range fields {
		if f.Error != "" {
			out = append(out, f)
		}
	}
	return out
}

// blame puts the message of an InvalidError on the field it names, and reports
// whether err was one. A message for no field of the form goes on the first.
func blame(fields []field, err error) bool {
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		return false
	}
	for i := range fields {
		if strings.EqualFold(fields[i].Name, invalid.Field) {
			fields[i].Error = sentence(invalid.Message)
			return true
		}
	}
	fields[0].Error = sentence(invalid.Message)
	return true
}

// InputType is the type attribute of a single-line input.
func (f field) InputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// IsWords reports whether it takes words, which may run from right to left.
func (f field) IsWords() bool { return f.Type == "" || f.Type == "search" }

// IsSearch reports whether the field is where a search is typed.
func (f field) IsSearch() bool { return f.Type == "search" }
