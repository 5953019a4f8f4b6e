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
// reached. Paragraphs are parted by a blank line.
func Articles(total, size int, seed uint64) []string {
	w := &writer{rng: rand.New(rand.NewPCG(seed, 0x7A11))}
	var out []string
	for n := 0; n < total; {
		a := w.article(size)
		out = append(out, a)
		n += len(a)
	}
	return out
}

// News is one text of about total bytes.
func News(total int, seed uint64) string {
	return strings.Join(Articles(total, 5000, seed), "\n\n")
}

// writer writes one article after the other, each about one event in one town,
// so that several may speak of the same.
type writer struct {
	rng         *rand.Rand
	town, event string
}

func (w *writer) pick(s []string) string { return s[w.rng.IntN(len(s))] }

func (w *writer) article(size int) string {
	var b strings.Builder
	w.town, w.event = w.place(), w.pick(events)
	b.WriteString(w.headline() + "\n\n")
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

func (w *writer) headline() string {
	return fmt.Sprintf("%s %s after %s in %s", w.number(), w.pick(people), w.event, w.town)
}

// place is a town of its own, or one of those that every article may name.
func (w *writer) place() string {
	switch w.rng.IntN(3) {
	case 0:
		return w.pick(heads) + " " + w.pick(stems)
	case 1:
		return w.pick(stems) + w.pick(endings)
	}
	return w.pick(towns)
}

// near is mostly the town of the article.
func (w *writer) near() string {
	if w.rng.IntN(4) > 0 {
		return w.town
	}
	return w.pick(towns)
}

func (w *writer) sentence() string {
	if w.rng.IntN(10) < 8 {
		return w.fill(w.pick(plain))
	}
	return w.fill(w.pick(figured))
}

// fill replaces the marks of a pattern: @n a number, @w a number word, @p
// people, @t a town, @e an event, @s a speaker, @y a year, @m money, @c a
// percentage, @k some of a larger number, @r and @u a rise and a rate after it.
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
		case 't':
			b.WriteString(w.near())
		case 'e':
			b.WriteString(w.event)
		case 's':
			b.WriteString(w.pick(speakers))
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
	endings  = []string{"mouth", "ford", "stead", "wick", "holm", "berg", "dale", "haven"}
	events   = []string{"a ferry fire", "the landslide", "a factory blast", "the storm", "a bridge collapse", "the raid", "an earthquake", "the floods", "a train crash", "clashes at the border"}
	speakers = []string{"the interior ministry", "police", "Mayor Ines Varga", "hospital officials", "a rescue worker", "Tomas Ode, a spokesman for the port", "the Kaldo Gazette", "witnesses"}
	plain    = []string{
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
		"At least @n people were killed and @n others injured in @e near @t, @s said on Tuesday.",
		"Officers arrested @w @p and seized @n rounds of ammunition, six rifles and @w phones.",
		"According to @s, more than @n @p had fled @t since @y.",
		"The repairs in @t will cost about @m, up @c from last year, @s said.",
		"Unemployment around @t rose by @r points to @u%, the highest level since March @y.",
		"The death toll of @e in @t rose to @n on Friday, with @n people still missing.",
		"Nearly @n @p, aged between 19 and 37, took part in the march through @t, which lasted two hours.",
		"The storm dumped 120 mm of rain on @t in 24 hours and winds reached 140 km/h.",
		"\"We lost @n homes and a third of the harvest around @t,\" said @s.",
		"In @y, @k members of the council of @t voted to sell the port for between $2 million and $3.5 million.",
	}
)
