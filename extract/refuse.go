package extract

// hasBody says that the text is more than furniture; a text that is nothing
// else was handed over on purpose.
func (r *reading) hasBody() bool {
	for i := range r.sents {
		if s := r.sents[i].role; s != RoleFurniture && s != RoleRelated {
			return true
		}
	}
	return false
}

// judgeNumber decides on one number, once its unit and its bounds are known,
// whether it is a claim at all. The first family that knows it wins.
func (r *reading) judgeNumber(q *quantity, n *numeral) {
	switch {
	case q.kind == Multiple || q.form == formVague || q.form == formZero:
	case q.kind == Score:
	case r.inTitle(q):
		q.not(Identifier, "name")
	case r.ageBefore(q, n):
	case r.year(q, n):
		q.not(Date, "date")
	case r.numberedName(q, n):
		q.not(Identifier, "name")
	case r.rateBase(q):
		q.not(Count, "rate")
	case r.listMarker(q, n):
		q.not(Identifier, "list")
	case r.areaCode(q, n):
		q.not(Identifier, "identifier")
	case r.pronounOne(q, n):
		q.not(Count, "pronoun")
	}
}

// not makes the quantity no claim.
func (q *quantity) not(k Kind, reason string) {
	q.kind, q.checkable, q.reason = k, false, reason
	if k == Date || k == Identifier {
		q.value, q.low, q.high = Float{}, Float{}, Float{}
	}
	q.unit, q.unitText, q.unitName, q.unitFirst, q.unitLast, q.currency = nil, "", "", 0, 0, ""
	q.spanStart, q.spanEnd = q.start, q.end
	q.approx, q.approxFirst, q.approxLast = Exact, -1, -1
}
