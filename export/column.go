package export

import (
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// SchemaVersion is the version of the columns: within one version columns are
// only ever appended.
const SchemaVersion = 1

// The sets of columns.
const (
	Default = "default" // what a story needs
	Full    = "full"    // everything that is known
	Long    = "long"    // full, with a row for each piece of evidence
)

// cell is one value of a row. A number stays a number in a spreadsheet; text
// is guarded against being read as a formula.
type cell struct {
	text   string
	number bool
	list   []string // for text that is several web addresses
	truth  bool     // a JSON export writes true or false
	when   *time.Time
}

func text(s string) cell { return cell{text: s} }

func whole(n int) cell { return cell{text: strconv.Itoa(n), number: true} }

func list(items []string) cell {
	return cell{text: strings.Join(items, " "), list: append([]string{}, items...)}
}

func truth(b bool) cell { return cell{text: strconv.FormatBool(b), truth: true} }

// maybe is true or false; empty where nobody knows.
func maybe(b *bool) cell {
	if b == nil {
		return cell{truth: true}
	}
	return truth(*b)
}

// reference is a number that there may be none of; then it is empty.
func reference(id *uint) cell {
	if id == nil {
		return cell{number: true}
	}
	return whole(int(*id))
}

// eachPiece says something of each of several pieces of evidence, with a bar
// between them; empty if nothing is said of any.
func eachPiece(said []string) cell {
	if strings.Join(said, "") == "" {
		return cell{}
	}
	return text(strings.Join(said, " | "))
}

// number is a plain decimal, never with an exponent; empty if unknown.
func number(f *float64) cell {
	if f == nil {
		return cell{number: true}
	}
	return cell{text: strconv.FormatFloat(*f, 'f', -1, 64), number: true}
}

// moment is a time in UTC, ISO 8601; empty if unknown.
func moment(t *time.Time) cell {
	if t == nil || t.IsZero() {
		return cell{}
	}
	return cell{text: t.UTC().Format(time.RFC3339), when: t}
}

// column is one column with where its value comes from.
type column struct {
	name  string
	value func(x *setting, r *models.ExportRow) cell
}

// setting is what the rows of one export share.
type setting struct {
	baseURL  string
	exportID string
	piece    *models.Evidence // of the row, with the long columns; nil if there is none
}

// appLink is where the claim stands in the app; empty if the app's own address
// is not known.
func (x *setting) appLink(path string) string {
	if x.baseURL == "" || path == "" {
		return ""
	}
	return strings.TrimRight(x.baseURL, "/") + path
}
