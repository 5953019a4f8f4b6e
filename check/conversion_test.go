package check_test

import (
	"testing"

	"tallymark/check"
)

func TestConversion(t *testing.T) {
	t.Parallel()
	try(t, check.Conversion, []sample{
		{"kilometres", "The ship turned 100 km (80 miles) from shore.", "100 km is 62.14 miles, not 80."},
		{"pounds", "The bag weighed 10 kg (30 pounds).", "10 kg is 22.05 pounds, not 30."},
		{"degrees", "It was 20C (60F) on Tuesday.", "20 C is 68 F, not 60."},
		{"the wrong way round", "The road is 50 miles (31 km) long.", "50 miles is 80.47 km, not 31."},
		{"billions", "The bridge cost $300 million (€250 billion).", "$300 million can hardly be €250 billion."},

		{"right", "The ship turned 100 km (62 miles) from shore.", ""},
		{"rounded", "The ship turned 100 km (60 miles) from shore.", ""},
		{"rounded the other way", "The ship turned 160 km (100 miles) from shore.", ""},
		{"small", "The child walked a mile (2 km).", ""},
		{"about", "The tower is 300 feet (about 90 metres) tall.", ""},
		{"fever", "It was 38C (100F) on Tuesday.", ""},
		{"a difference", "It was 2 degrees Celsius (3.6 Fahrenheit) warmer than usual.", ""},
		{"another quantity", "The pipe is 12 metres (3 tonnes).", ""},
		{"another length", "The ship is 100 metres (20 metres longer than its sister).", ""},
		{"a record", "He threw 61 metres (his best is 200 feet, 3 inches).", ""},
		{"euros", "The bridge cost $300 million (€250 million).", ""},
		{"yen", "The bridge cost $300 million (¥45 billion).", ""},
		{"an hour", "It lasted 2 hours (120 minutes).", ""},
	})
}
