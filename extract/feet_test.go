package extract

import "testing"

func TestFeetMarks(t *testing.T) {
	runTable(t, []row{
		{`He stands [6'2"] tall.`, []string{`distance; 6.16666666667; unit=feet; name=foot; label=6'2"`}},
		{`The tunnel is [6' 3"] wide.`, []string{"distance; 6.25; name=foot"}},
		{"He is [5′ 6″] and she is [5’9”].", []string{"distance; 5.5; name=foot; phrase=feet", "distance; 5.75"}},
		{"She is [5'9''] and left.", []string{"distance; 5.75"}},
		{"The door is [7]' high.", []string{"distance; 7; unit=feet; label=7 feet; phrase=feet; si=m; si_value=2.1336"}},
		{"They flew at [30]' above the sea.", []string{"distance; 30; label=30 feet"}},
		{"The trench is [12]′ long.", []string{"distance; 12; name=foot"}},
		{`"He is [6'3"] tall and [40] years old," Lind said.`, []string{"distance; 6.25; source=Lind", "age; 40; source=Lind"}},
		{"She called it 'the class of [7]' and left.", []string{"count; 7; source=She"}},
		{"The '90s were hard.", nil},
		{"'We were [12]' is a book.", []string{"count; 12"}},
		{`"We have [12]" is what she said.`, []string{"count; 12"}},
		{"The class of '05 had [30] pupils.", []string{"people; 30"}},
		{"The drivers' [12] wins.", []string{"objects; 12"}},
	})
}

func TestAttributiveMeasures(t *testing.T) {
	runTable(t, []row{
		{"The [6]-foot wall fell.", []string{"distance; 6; label=6 feet"}},
		{"A [12]-inch pipe and a [10]-foot pole.", []string{"distance; 12; label=12 inches", "distance; 10; label=10 feet"}},
		{"A [5]-mile walk.", []string{"distance; 5; label=5 miles"}},
		{"A [1]-foot step.", []string{"distance; 1; label=1 foot"}},
		{"Chips of sub-[7] nanometre width.", []string{"distance; <7"}},
		{"A sub-[10]-second run.", []string{"duration; <10; label=under 10 seconds"}},
		{"The line sub-12 is closed.", nil},
		{"The offence made [minus-5] yards.", []string{"distance; -5"}},
		{"It fell to [minus-30] degrees Celsius.", []string{"temperature; -30"}},
		{"It fell to [minus 30] degrees Celsius.", []string{"temperature; -30"}},
		{"The SCP-173 file is long.", nil},
		{"An AK-47 lay there.", nil},
	})
}
