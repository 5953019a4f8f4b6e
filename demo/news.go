// Package demo writes news that never happened, to try the app with and for
// benchmarks: the same seed gives the same text. One sentence in five carries figures, which makes
// four to five claims in a thousand bytes; news agencies' reports have two to
// six and a half.
package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Articles returns articles of about size bytes each until total bytes are
// reached, each of a story of its own. Paragraphs are parted by a blank line.
func Articles(total, size int, seed uint64) []string {
	var out []string
	for i := uint64(0); total > 0; i++ {
		a := Report(size, seed<<20|i, 0)
		out = append(out, a)
		total -= len(a)
	}
	return out
}

// Report is one of the articles of about size bytes that tell a story. Others of
// the same story name the same place and people; a later one counts more dead,
// and now and then one has a digit wrong.
func Report(size int, story, nth uint64) string {
	w := &writer{story: newStory(story), rng: rand.New(rand.NewPCG(story, 0x7A11+nth))}
	w.dead += int(nth) * w.rng.IntN(3)
	if nth > 0 && w.rng.IntN(8) == 0 {
		w.dead = 10*(w.dead%10) + w.dead/10%10 + 1
	}
	return w.article(size)
}

// News is one text of about total bytes.
func News(total int, seed uint64) string {
	return strings.Join(Articles(total, 5000, seed), "\n\n")
}

// story is one event: where, what, who and how many.
type story struct {
	town, event, ship, mayor, other string
	dead, hurt, missing             int
}

func newStory(seed uint64) story {
	w := &writer{rng: rand.New(rand.NewPCG(seed, 0x570A))}
	return story{
		town: w.place(), event: w.pick(events), ship: w.pick(ships), mayor: w.person(), other: w.place(),
		dead: 2 + w.rng.IntN(60), hurt: 5 + w.rng.IntN(300), missing: 2 + w.rng.IntN(40),
	}
}

// writer writes one article of a story.
type writer struct {
	story
	rng *rand.Rand
}

func (w *writer) pick(s []string) string { return s[w.rng.IntN(len(s))] }

func (w *writer) article(size int) string {
	var b strings.Builder
	b.WriteString(w.fill(w.pick(headlines)) + "\n\n" + w.fill(w.pick(ledes)) + "\n\n")
	for b.Len() < size {
		for i := 2 + w.rng.IntN(3); i > 0; i-- {
			b.WriteString(w.sentence())
			if i > 1 {
				b.WriteByte(' ')
			}
		}
		b.WriteString("\n\n")
	}
	return strings.TrimSpace(b.String())
}

// place is a town of its own, or now and then one that every article may name.
func (w *writer) place() string {
	switch w.rng.IntN(12) {
	case 0:
		return w.pick(towns)
	case 1, 2, 3, 4:
		return w.pick(heads) + " " + w.pick(stems) + w.pick(endings)
	}
	return w.pick(stems) + w.pick(joints) + w.pick(endings)
}

func (w *writer) person() string {
	return w.pick(firsts) + " " + w.pick(stems) + w.pick(lasts)
}

// near is mostly the town of the story.
func (w *writer) near() string {
	if w.rng.IntN(4) > 0 {
		return w.town
	}
	return w.other
}

func (w *writer) sentence() string {
	if w.rng.IntN(10) < 8 {
		return w.fill(w.pick(plain))
	}
	return w.fill(w.pick(figured))
}

// fill replaces the marks of a pattern: @n a number, @w a number word, @p
// people, @T the town of the story, @t that or another, @e the event, @s a speaker, @y a year, @m money, @c a
// percentage, @k some of a larger number, @r and @u a rise and a rate after it;
// @D, @H and @M the dead, hurt and missing of the story, @v what it befell and
// @q who runs the town.
func (w *writer) fill(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '@' {
			b.WriteByte(pattern[i])
			continue
		}
		i++
		switch pattern[i] {
		case 'n':
			b.WriteString(w.number())
		case 'w':
			b.WriteString(w.pick(words))
		case 'p':
			b.WriteString(w.pick(people))
		case 'T':
			b.WriteString(w.town)
		case 't':
			b.WriteString(w.near())
		case 'e':
			b.WriteString(w.event)
		case 's':
			b.WriteString(w.speaker())
		case 'D':
			fmt.Fprint(&b, w.dead)
		case 'H':
			fmt.Fprint(&b, w.hurt)
		case 'M':
			fmt.Fprint(&b, w.missing)
		case 'v':
			b.WriteString(w.ship)
		case 'q':
			b.WriteString(w.mayor)
		case 'y':
			fmt.Fprintf(&b, "%d", 1990+w.rng.IntN(35))
		case 'm':
			fmt.Fprintf(&b, "$%d.%d million", 1+w.rng.IntN(400), w.rng.IntN(10))
		case 'c':
			fmt.Fprintf(&b, "%d.%d%%", w.rng.IntN(60), w.rng.IntN(10))
		case 'k':
			some := 2 + w.rng.IntN(120)
			fmt.Fprintf(&b, "%d of the %d", some, some+1+w.rng.IntN(400))
		case 'r':
			fmt.Fprintf(&b, "0.%d", 1+w.rng.IntN(9))
		case 'u':
			fmt.Fprintf(&b, "%d.%d", 2+w.rng.IntN(20), w.rng.IntN(10))
		}
	}
	return b.String()
}

func (w *writer) speaker() string {
	if w.rng.IntN(4) == 0 {
		return "Mayor " + w.mayor
	}
	return w.pick(speakers)
}

func (w *writer) number() string {
	switch w.rng.IntN(3) {
	case 0:
		return fmt.Sprint(2 + w.rng.IntN(98))
	case 1:
		return fmt.Sprint(100 + w.rng.IntN(800))
	}
	return fmt.Sprintf("%d,%03d", 1+w.rng.IntN(90), w.rng.IntN(1000))
}

var (
	words  = []string{"two", "three", "six", "eleven", "a dozen", "twenty-three", "forty", "one hundred and five", "dozens of", "several"}
	people = []string{"people", "dock workers", "villagers", "soldiers", "police officers", "passengers", "students", "protesters", "miners", "refugees"}
	towns  = []string{"Port Arlen", "Vessmouth", "Kaldo", "Upper Tarn", "San Bricio", "Nerima Bay", "Olten Cross", "Dun Ferrow", "the capital", "Marazul"}
	heads  = []string{"Port", "Upper", "Nether", "New", "Old", "San", "Dun", "Great", "Saint", "Fort"}
	stems  = []string{
		"Arlen", "Kald", "Vess", "Tarn", "Bric", "Nerim", "Olten", "Ferrow", "Maraz", "Halden", "Orsk", "Quil", "Lund", "Tolm", "Ister", "Varga", "Sorrel", "Wend", "Gask", "Pell",
		"Ambr", "Corv", "Drenn", "Esk", "Fallow", "Grim", "Hask", "Indr", "Jarl", "Kess", "Lomm", "Mirr", "Noss", "Oster", "Prast", "Rusk", "Stav", "Thur", "Ulm", "Yarr",
	}
	joints    = []string{"", "", "en", "er", "in", "a", "o", "es"}
	firsts    = []string{"Ines", "Tomas", "Rune", "Mila", "Oskar", "Petra", "Ivo", "Salma", "Bruno", "Edda", "Karim", "Lena", "Marek", "Nadia", "Otto", "Rosa", "Stefan", "Tilda", "Viktor", "Yara"}
	lasts     = []string{"son", "sen", "ova", "ini", "ez", "er", "man", "ak"}
	ships     = []string{"the ferry Halcyon", "the freighter Odile", "the Brandt works", "the Corda mill", "the night train to the coast", "the school in Mill Lane", "the old market hall", "the tanker Sibyl", "the Aster hotel", "the Kilner depot"}
	endings   = []string{"mouth", "ford", "stead", "wick", "holm", "berg", "dale", "haven"}
	events    = []string{"a ferry fire", "the landslide", "a factory blast", "the storm", "a bridge collapse", "the raid", "an earthquake", "the floods", "a train crash", "clashes at the border"}
	speakers  = []string{"the interior ministry", "police", "hospital officials", "a rescue worker", "Tomas Ode, a spokesman for the port", "the Kaldo Gazette", "witnesses"}
	headlines = []string{
		"@D dead after @e in @T", "Toll of @e in @T stands at @D", "@H hurt after @e in @T", "@T mourns after @e at @v", "@M missing after @e in @T",
	}
	ledes = []string{
		"At least @D people were killed and @H injured in @e at @v in @T, @s said on Tuesday.",
		"@D people died in @e in @T, Mayor @q said, and @M were still missing at @v.",
		"The death toll of @e in @T rose to @D, with @M people still missing, @s said.",
	}
	plain = []string{
		"The road along the harbour stayed closed while crews cleared fallen trees and broken glass from the pavement.",
		"Residents of @t described a long night without power, light or any word from the authorities.",
		"The government has promised an inquiry into what went wrong, but opposition parties want an independent panel.",
		"\"Nobody told us to leave our homes,\" a shopkeeper in @t recalled, standing in front of what was left of her bakery.",
		"It was not clear whether @e had been caused by human error or by the poor state of the equipment.",
		"Families gathered outside the town hall, waiting for the names of the missing to be read aloud.",
		"Analysts doubt that the measures will change much before the winter, when demand for fuel rises again.",
		"Schools in @t opened as usual, although many parents kept their children at home.",
		"The company declined to comment on the findings, saying that it would study them with care.",
		"The minister, who had been expected at a conference abroad, cut her journey short and flew home the same evening.",
		"Critics say that the plan, drawn up behind closed doors, does little for the villages that need help most.",
		"A spokesman for the railway insisted that the line was safe and that trains would run again before the weekend.",
		"The festival, once the pride of @t, has struggled since its founder moved to the coast and took the orchestra with him.",
		"In a letter to the editor, a group of teachers called the reform a missed chance and asked for talks.",
		"Prosecutors have not said whether they will appeal, and the judge gave no reasons when she read out the decision.",
		"\"It sounded like a lorry tipping gravel,\" said a baker whose shop faces the square, \"and then everything went quiet.\"",
		"Heavy snow made it impossible for helicopters to land, so doctors set out on foot with what they could carry.",
		"The club's new trainer promised an attacking style, but the team looked tired and rarely came near the goal.",
		"Scientists at the institute warn that warmer seas make such storms stronger, though not always more frequent.",
		"Her lawyer described the accusations as absurd and accused the newspaper of chasing readers at any price.",
		"After the vote the speaker closed the session and deputies from both camps shook hands in the corridor.",
		"The bridge had been inspected in the spring, according to records kept by the district engineer.",
		"Volunteers brought soup, blankets and dry shoes to the gymnasium, where the stranded travellers spent the night.",
		"Neither side would say what the agreement contains, and diplomats warned against hoping for too much too soon.",
		"Prices at the morning market have crept up all autumn, traders complain, and customers buy less of everything.",
		"The museum will show the drawings next to letters that the painter wrote to his sister from prison.",
		"Officials in @t admitted that the sirens had not worked and that nobody had tested them since the summer.",
		"For the people who live along the river, the question is no longer whether the water will come back, but when.",
		"The broadcaster apologised for the mistake and took the film off its pages within the hour.",
		"Fishing boats helped to search the bay until the wind turned and the waves grew too high.",
	}
	figured = []string{
		"At least @D people were killed and @H others injured in @e near @T, @s said on Tuesday.",
		"Officers in @t arrested @w @p near @v and seized @n rounds of ammunition, six rifles and @w phones.",
		"According to @s, more than @n @p have fled @t since @e.",
		"The repairs in @t will cost about @m, up @c from last year, @s said.",
		"Unemployment around @t rose by @r points to @u%, the highest level since March @y.",
		"The death toll of @e in @T rose to @D on Friday, with @M people still missing.",
		"Nearly @n @p, aged between 19 and 37, took part in the march through @t, which lasted two hours.",
		"The storm dumped 120 mm of rain on @t in 24 hours and winds reached 140 km/h.",
		"\"We lost @n homes and a third of the harvest around @t,\" said @s.",
		"In @y, @k members of the council of @t voted to sell the port for between $2 million and $3.5 million.",
	}
)
