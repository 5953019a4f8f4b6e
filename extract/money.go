package extract

import "tallymark/extract/lang"

// signBefore finds the currency sign or code in front of the digits at token
// i: "$", "US$", "C $", "EUR", "Rs". It returns the first token of the number.
func (r *reading) signBefore(i, from int) (*lang.Unit, int) {
	k := i - 1
	if k < from {
		return nil, i
	}
	if r.toks[k].kind == tokDash && !r.spaced(i) && !r.spaced(k) && k > from && r.moneySign(k-1) { // "$-50bn"
		u, first := r.signBefore(k, from)
		return u, first
	}
	t := &r.toks[k]
	u := t.word.Unit
	if t.kind == tokStop && k-1 >= from && !r.spaced(k) && r.isWord(k-1, "rs") { // "Rs. 500"
		return r.toks[k-1].word.Unit, k - 1
	}
	if t.kind == tokWord && k-1 >= from && !r.spaced(k) && r.toks[k-1].kind == tokSymbol && r.tok(k-1) == "$" { // "$US40"
		if w := r.prefixedSign(k, k-1); w != nil {
			return w, k - 1
		}
	}
	if u == nil || u.Kind != string(Money) {
		return nil, i
	}
	if t.kind != tokSymbol {
		if r.currencyCode(k) {
			return u, k
		}
		return nil, i
	}
	if u.Minor {
		return nil, i
	}
	if k > from && r.toks[k-1].kind == tokWord {
		if w := r.signPrefix(k); w != nil {
			return w, k - 1
		}
	}
	return u, k
}

// signPrefix is the currency of "US$", "A$", "aud$" when the letters stand
// before the sign at token k.
func (r *reading) signPrefix(k int) *lang.Unit {
	w := r.toks[k-1].word
	if r.spaced(k) && !r.toks[k-1].has(capital) && len(w.Text) != 1 && w.Text != "us" && w.Text != "u.s" {
		return nil
	}
	if r.spaced(k) && r.isWord(k-1, "a") {
		return nil
	}
	return r.prefixedSign(k-1, k)
}

// prefixedSign is the currency of the letters at token i and the sign at k.
func (r *reading) prefixedSign(i, k int) *lang.Unit {
	for _, p := range r.toks[i].word.Phrases() {
		if p.Entry.Unit != nil && len(p.Words) == 2 && p.Words[1] == r.toks[k].word {
			return p.Entry.Unit
		}
	}
	return nil
}

// currencyCode says that the word at token k is an ISO code or short form in
// front of an amount: "EUR 125", "Rs 500".
func (r *reading) currencyCode(k int) bool {
	t := &r.toks[k]
	if t.end-t.start > 4 || t.word.Unit.Minor {
		return false
	}
	switch t.word.Text {
	case "euro", "yen", "punt", "rand", "lira", "peso", "yuan", "buck", "quid", "baht", "birr", "taka", "won", "mark", "cent", "lire", "kyat":
		return false
	}
	return t.has(upperCase) || t.has(capital) || len(t.word.Text) == 3 && t.word.Text != "rub" || t.word.Text == "dlrs"
}

// signBehind takes in "%", "€", "p" and the like behind the number.
func (r *reading) signBehind(n *numeral, last int) {
	j := n.last
	if j >= last || r.toks[j].kind != tokSymbol {
		return
	}
	switch u := r.toks[j].word.Unit; {
	case u == nil:
	case u.Kind == string(Percent):
		n.percent, n.last = true, j+1
		n.lit.plain = 0
	case u.Kind == string(Money) && n.money == nil:
		// "10 $ 30": the sign belongs to the number that it sticks to
		if j+1 < last && r.toks[j+1].kind == tokNumber && r.spaced(j) && !r.spaced(j+1) {
			return
		}
		n.money, n.last = u, j+1
		n.lit.plain = 0
	}
}
