// Package templates holds the html/template files: one a page, the layout
// around them, and the partials, each of which says what its dot is.
package templates

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
)

//go:embed *.html partials/*.html
var files embed.FS

const layout = "layout.html"

// Parse returns every page by its name without .html, ready to execute. More
// is the source of partials that the program writes from its own tables.
func Parse(funcs template.FuncMap, more string) (map[string]*template.Template, error) {
	base, err := template.New(layout).Funcs(funcs).ParseFS(files, layout, "partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	if _, err := base.New("more").Parse(more); err != nil {
		return nil, fmt.Errorf("parse written partials: %w", err)
	}
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		if name == layout {
			continue
		}
		page, err := template.Must(base.Clone()).ParseFS(files, name)
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		pages[strings.TrimSuffix(name, ".html")] = page
	}
	return pages, nil
}
