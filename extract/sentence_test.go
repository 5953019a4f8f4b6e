package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sentencesOf are the sentences of a text that is one block.
func sentencesOf(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for _, s := range rolesOf(t, Document{Text: text, Lang: "en", Blocks: []Block{{Role: RoleBody, Start: 0, End: len(text)}}}) {
		_, sentence, _ := strings.Cut(s, ": ")
		out = append(out, sentence)
	}
	return out
}

// cutAtBars gives the sentences that the bars mark, and the text without them.
func cutAtBars(marked string) (want []string, text string) {
	for _, s := range strings.Split(marked, "|") {
		want = append(want, strings.Join(strings.Fields(s), " "))
	}
	return want, strings.ReplaceAll(marked, "|", "")
}

func TestSentences(t *testing.T) {
	for _, marked := range []string{
		"It rained. |The river rose.",
		"It rained! |Did the river rose? |No.",
		"It rained… |The river rose.",
		"It rained ... and rained.",
		"It rained all day",
		"Mr. Lind left. |He was late.",
		"Mrs. Lind and Dr. Berg left.",
		"Gen. Nils Berg and Lt. Ann Lind spoke.",
		"Sen. Ann Lind, D-Ohio, spoke.",
		"J. R. Lind spoke. |B. Berg did not.",
		"J.R. Lind spoke.",
		"Ann B. Lind spoke.",
		"They took plan B. |The others stayed.",
		"He lives in the U.S. and works here.",
		"He lives in the U.S. |The firm is here.",
		"The U.S. Senate met.",
		"It began at 3 p.m. on Monday.",
		"It began at 3 p.m. |The crowd cheered.",
		"It began at 3 a.m. Monday.",
		"Lind Inc. fell. |Berg Corp. rose.",
		"He works for Lind Inc. |The firm fell.",
		"It was Jan. 4 in Leeds.",
		"It was Sept. 11 in St. Paul.",
		"He fell ill. |The rest ate.",
		"See No. 4 on the list. |It is short.",
		"The answer was no. |Then they left.",
		"It cost 4.5 million. |They paid.",
		"It cost $4.5 million. |$2 million was lost.",
		"It rose 4.5 per cent. |40 fell.",
		"“It rained,” he said. |“It rained a lot.”",
		"“It rained.” |She left.",
		"“It rained. |It poured.” |She left.",
		"\"It rained.\" |She left.",
		"\"It rained. |It poured.\" |She left.",
		"'It rained.' |She left.",
		"``It rained.'' |She left.",
		"“Did it rain?” she asked.",
		"“Did it rain?” Lind asked.",
		"“Did it rain?” |Nobody knew.",
		"“It rained!” said Lind.",
		"He left (it rained). |She stayed.",
		"(It rained.) |She stayed.",
		"It rained.|The river rose.",
		"It rained in May.Then it stopped.",
		"See example.com for more. |It is free.",
		"The site is Lind.com and it is free.",
		"It rained vs. the forecast.",
		"Lind vs. Berg was heard.",
		"They ate, drank, etc. |Then they left.",
		"Lind Jr. spoke.",
		"It was 5 ft. 4 in. deep.",
		"The 13 men left. |40 stayed.",
		"He paid Rs. 400 for it.",
		"Prof. Lind et al. wrote it.",
		"It rained.\t|The river rose.",
		"It rained.\u00a0|The river rose.",
		"Who? |What? |Where?",
		"Wait… |What?",
		"She said yes. |And he left.",
		"He was born in 1990. |In 2010 he left.",
		"He was born in 1990. |2010 was better.",
	} {
		want, text := cutAtBars(marked)
		if diff := cmp.Diff(want, sentencesOf(t, text)); diff != "" {
			t.Errorf("%s\n%s", marked, diff)
		}
	}
}

func TestSentencesInCapitals(t *testing.T) {
	for _, marked := range []string{
		"IT RAINED. |THE RIVER ROSE.",
		"GEN. BERG SPOKE. |HE LEFT AT 3 P.M. AND RETURNED.",
		"THE U.S. EMBASSY CLOSED. |IT OPENED AGAIN.",
	} {
		want, text := cutAtBars(marked)
		if diff := cmp.Diff(want, sentencesOf(t, text)); diff != "" {
			t.Errorf("%s\n%s", marked, diff)
		}
	}
}

func TestDatelines(t *testing.T) {
	for _, marked := range []string{
		"LEEDS — |The river rose.",
		"LEEDS (AP) — |The river rose.",
		"LEEDS, England (AP) -- |The river rose.",
		"OSLO, Norway (AP) _ |The river rose.",
		"SAN SALVADOR, 3 Jan 90 -- |The river rose.",
		"SAN SALVADOR, 3 JAN 90 (AFP) -- [TEXT] |THE RIVER ROSE.",
		"LIMA, 4 MAY 89 -- [REPORT] [TEXT] |THE RIVER ROSE.",
		"NEW YORK, March 3 (Reuters) - |The river rose.",
		"WASHINGTON – |The river rose.",
		"The river rose — and fell.",
		"Leeds — the town of bridges — was closed.",
		"THE RIVER ROSE — AND FELL.",
		"POLICE SAY - 13 HELD",
		"A 13-year-old left.",
	} {
		want, text := cutAtBars(marked)
		if diff := cmp.Diff(want, sentencesOf(t, text)); diff != "" {
			t.Errorf("%s\n%s", marked, diff)
		}
	}
}
