package models

import (
	"strings"
	"unicode"
)

// Any string is a valid search. It is cut into words, which all have to occur;
// a word that is letters only also matches as the beginning of a longer one,
// but 13 never finds 130.
const mostSearchWords = 20

type searchWord struct {
	text   string
	prefix bool
}

func searchWords(query string) []searchWord {
	var words []searchWord
	for field := range strings.FieldsSeq(cleanText(query)) {
		if !strings.ContainsFunc(field, isLetterOrNumber) || len(words) == mostSearchWords {
			continue
		}
		longer := strings.ContainsFunc(field, func(r rune) bool { return !isWordRune(r) || '0' <= r && r <= '9' })
		words = append(words, searchWord{field, !longer && len(field) >= 3})
	}
	return words
}

// An accent alone is no word: folding would leave nothing of it.
func isLetterOrNumber(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// ftsQuery is the words in the language of SQLite's full text index.
func ftsQuery(words []searchWord) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(`"` + strings.ReplaceAll(w.text, `"`, `""`) + `"`)
		if w.prefix {
			b.WriteByte('*')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// tsQuery is the words in the language of PostgreSQL's.
func tsQuery(words []searchWord) string {
	escape := strings.NewReplacer(`\`, `\\`, `'`, `''`)
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = "'" + escape.Replace(w.text) + "'"
		if w.prefix {
			parts[i] += ":*"
		}
	}
	return strings.Join(parts, " & ")
}

// selection is the FROM and WHERE of a list, without what the user typed:
// that is in args.
type selection struct {
	from  string
	key   string // the column that the list is ordered by
	where []string
	args  []any
}

func (q *selection) and(condition string, args ...any) {
	q.where = append(q.where, condition)
	q.args = append(q.args, args...)
}

func (q *selection) sql(columns string) string {
	s := "SELECT " + columns + " FROM " + q.from
	if len(q.where) > 0 {
		s += " WHERE " + strings.Join(q.where, " AND ")
	}
	return s
}

// matching narrows a selection from table to the rows with the words. On
// SQLite the walk goes along the index of the words, newest first, and stops
// when the page is full.
func (q *selection) matching(dialect, table, index, query string) {
	words := searchWords(query)
	switch {
	case strings.TrimSpace(query) == "":
	case len(words) == 0:
		q.and("1 = 0")
	case dialect == dialectPostgres:
		q.and(table+".search @@ to_tsquery('simple', folded(?))", tsQuery(words))
	default:
		q.from = strings.Replace(q.from, table, index+" CROSS JOIN "+table+" ON "+table+".id = "+index+".rowid", 1)
		q.key = index + ".rowid"
		q.and(index+" MATCH ?", ftsQuery(words))
	}
}
