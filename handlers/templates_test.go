package handlers

import (
	"bytes"
	"html/template"
	"reflect"
	"testing"
	"time"

	"github.com/jba/templatecheck"

	"tallymark/models"
	"tallymark/static"
	"tallymark/templates"
)

// pageStructs names the struct of every template, as empty as a handler ever
// leaves it. A template that is not here fails the test.
var pageStructs = map[string]any{
	"account": accountPage{base: base{User: &models.User{}}},

	"activity": activityPage{},

	"agreement": agreementPage{},

	"article": articlePage{},

	"articlenew": articleNewPage{}, "claimadd": claimAddPage{Form: &addForm{}},

	"edit": editPage{Card: &card{}, Form: &editForm{}},

	"articles": articlesPage{}, "dashboard": dashboardPage{}, "progress": progressPage{}, "news": newsPage{}, "script": scriptPage{}, "shares": sharesPage{}, "shared": sharedPage{},

	"split": splitPage{Card: &card{}}, "merge": mergePage{Card: &card{}},

	"bulk": bulkPage{Decide: &decideForm{}}, "bulkblocked": bulkBlockedPage{}, "bulkstory": bulkStoryPage{},

	"claim": claimPage{Card: &card{Claim: &models.Claim{}}},

	"claims": claimsPage{}, "board": boardPage{}, "figure": figurePage{},

	"conflict": conflictPage{Form: &decideForm{}},

	"error": errorPage{}, "evidence": evidenceEditPage{Form: &evidenceForm{}},

	"export":   exportPage{},
	"exported": exportedPage{},

	"help": helpPage{}, "apihelp": apiHelpPage{},

	"imports": importsPage{}, "import": importPage{importRow: importRow{models.Import{User: &models.User{}}}},

	"jobs": jobsPage{}, "feeds": feedsPage{}, "webhooks": webhooksPage{}, "webhook": webhookPage{},

	"invitation": invitationPage{},

	"login": loginPage{},

	"logincode": codePage{},

	"mentions": mentionsPage{},

	"policy": policyPage{},

	"review": reviewPage{Card: &card{Claim: &models.Claim{}}, Decide: &decideForm{}},

	"reviewstart": reviewStartPage{},

	"secondfactor": secondFactorPage{},

	"setup": setupPage{},

	"undoblocked": undoBlockedPage{},

	"users": usersPage{}, "versions": versionsPage{},
}

func TestEveryTemplateFitsItsStruct(t *testing.T) {
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := templates.Parse(template.FuncMap{"asset": assets.Path}, choicesSource())
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range pages {
		zero, ok := pageStructs[name]
		if !ok {
			t.Errorf("template %s has no struct in the table", name)
			continue
		}
		if err := templatecheck.CheckHTML(page, zero); err != nil {
			t.Errorf("template %s: %v", name, err)
		}
		full := reflect.New(reflect.TypeOf(zero)).Elem()
		fillValue(full, 0)
		for _, dot := range []any{zero, full.Interface()} {
			copied, err := page.Clone()
			if err == nil {
				err = copied.Execute(new(bytes.Buffer), dot)
			}
			if err != nil {
				t.Errorf("template %s: %v", name, err)
			}
		}
	}
	if len(pages) != len(pageStructs) {
		t.Errorf("%d templates, %d structs in the table", len(pages), len(pageStructs))
	}
}

// fillValue sets everything in v that can be set, so that every branch of a
// template that asks for something is taken.
func fillValue(v reflect.Value, depth int) {
	if depth > 8 {
		return
	}
	if v.Kind() == reflect.Struct && !v.CanSet() { // embedded: its fields can be set
		for i := range v.NumField() {
			fillValue(v.Field(i), depth)
		}
		return
	}
	if !v.CanSet() {
		return
	}
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
		return
	case *models.Role:
		*x = models.RoleAdmin
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("verified")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint, reflect.Uint8:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillValue(v.Index(0), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i), depth+1)
		}
	}
}
