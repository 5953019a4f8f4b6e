package lang

// Tag is a property of a word that rules ask for. The data files name tags
// as in tagNames.
type Tag uint8

// The tags. Grammar first, then meaning.
const (
	None Tag = iota

	Determiner   // the, a, this, its
	Preposition  // of, in, from
	Conjunction  // and, or, but
	Pronoun      // he, they, who
	Relative     // who, which, that, in which
	Auxiliary    // be, have, do, will and their forms
	Be           // forms of be
	Have         // forms of have
	Modal        // could, may, would: what follows is possible
	Negation     // not, never, no longer
	Adverb       // also, only, currently
	Adjective    // young, armed, other
	Verb         // any verb form
	Finite       // a verb form that can only be finite (was, said, fled)
	PastPart     // killed, seized
	Gerund       // killing
	Infinitive   // base form
	Noun         // any noun
	Plural       // a plural noun
	Subordinator // if, when, although
	Conditional  // if, unless, whether
	Planning     // plans, intends, aims, is to
	Denying      // deny, reject, refute
	Comparative  // more, fewer, another

	Person    // man, soldier, Moroccan
	Nationals // a Person word that is also an adjective: French, Spanish
	Weapon    // handgun, round, grenade
	Event     // attack, earthquake, crash
	Victim    // victim, dead, wounded: a noun that says what happened
	GroupNoun // family, crowd, squad
	OfNoun    // number, total, group, tonnes: the head is behind "of"
	Body      // police, ministry, officials: speaks for an institution
	Document  // report, statement, indictment
	Unnamed   // source, official, witness: a speaker without a name
	Outlet    // AP, Reuters, newspaper
	Title     // Mr, Dr, President, Sgt
	Suffix    // Jr, Ltd, Inc

	Say       // say, tell, report: a verb of saying
	According // according to, citing, per
	Allege    // believed to, thought to
	Month
	Weekday
	TimeUnit  // day, week, year
	TimeWord  // yesterday, today, tonight
	Relativum // last, next, this, past: shifts a time word
	Season
	Place     // country, city, region words
	PlaceName // known place names
	PlacePrep // in, at, near, outside
	Direction // north, south-western

	Approximator // about, nearly, more than; Lemma names the Approx
	PostApprox   // or more, at least (behind)
	Up           // rise, increase, gain
	Down         // fall, drop
	TotalWord    // toll, total, so far, bringing
	AgeWord      // aged, age, year-old
	Named        // Article, Channel, Flight: a number behind it is a name
	NamedBefore  // a number before it is a name
	Sport        // points, goals, sets, match: scores
	Abbreviation // a stop behind it ends no sentence
	FurnitureCue // read, related, follow, copyright, photo
	Infinitival  // to
	EachWord     // each, every, apiece, per: makes a rate
	Ordinal      // first, second, 23rd
	Attendee     // attended, crowd, spectators
	Partitive    // of them, of whom
	Scoping      // including, excluding, among
	Handover     // leave, declare: the object's state stands behind it
	Suffering    // with, suffer: what stands behind it is the harm
	Carrying     // taken, rushed: to a hospital
	Hospital     // hospital, clinic
	Drifting     // end, close, edge: an "up" behind it is movement
	Claiming     // claim, cost: "12 lives" behind it are deaths
	Copula       // remain, seem: what stands behind it is said of its subject

	SayNoun       // claim, estimate, statement: a noun of saying
	Cognition     // believe, hope, plan, vote: says what a person has in mind
	Telling       // tell, inform: the hearer stands behind the verb
	Unsaid        // show up, continue to: a verb of saying that does not say there
	Reflexive     // himself, themselves
	AgencyMark    // text, report: in brackets, the mark of an agency
	Belief        // believe, fear: takes a statement as it stands
	Masthead      // Times, Post: the last word of the name of an outlet
	AtLike        // at, around: before more than places
	TimePrep      // in, since: before a year or a month
	PlaceLead     // northern, downtown: before the name of a place
	Polling       // poll, survey: what stands in it is its finding
	LikeAs        // as: joins a frame of saying to what is said
	Inside        // in, under: before a document that says so
	DayPart       // morning, night
	Backward      // that, the same: points back to a year named before
	Ago           // ago, later: a length of time behind it is reckoned from today
	EitherNumber  // police, staff: takes either verb
	PluralPronoun // they, we, some, many
	OfLike        // of, for, at, with: ties a person to a body
	Agent         // by: who did or said it
	Impersonal    // it, they: stands for a body
	Particle      // de, van, bin: small words inside of names
	Showing       // show, find, list: says so if the subject can
	FurnitureAny  // marks a short line as furniture wherever it stands
	RelatedCue    // begins a line that links elsewhere
	CaptionCue    // begins a caption
	CreditCue     // photo credits inside of parentheses
	NumberAbbr    // an abbreviation before a number only: no., vol.
	ForeignWord   // a function word of another language
	PersonName    // a given name
	Listener      // reporters, lawmakers: those who are told

	MagLetter     // k, m, b: a magnitude behind digits only
	OrdinalSuffix // st, nd, rd, th behind digits
	BetweenWord   // between: "and" behind the first number parts two numbers
	ZeroDigit     // zero, nought: a zero that is said as a digit
	NamedCap      // Channel, Apollo: a number behind it is a name if it has a capital
	Dialled       // call, phone: digits behind it are a telephone number
	FigureName    // catch-22, no one: a name or idiom written with figures
	ClockWord     // a.m., GMT: the number before it is a time of the day
	Era           // AD, BC: the number before it is a year
	YearCue       // in, since: four bare digits behind it are a year
	TimesWord     // as, more, the: behind "three times" it makes a multiple
	OccasionWord  // times
	Spending      // cost, paid, worth: what follows is money
	Timed         // clocked, ran: the time behind it was taken
	ModelNumber   // 737: known as the name of a model
	Vehicle       // plane, aircraft: a model number may stand before it
	Ballot        // vote, ruling: two numbers beside it are votes
	RateBase      // share, head: "$5 a share"
	Level         // reach, average: what stands behind it is the level of its subject
	Dimension     // tall, wide: a length stands before it
	Deed          // add, want: with a thing for its object a verb of saying says nothing
	Indefinite    // a, another: who comes with it is nobody known
	Falsehood     // false, baseless: what is said to be so is denied
	NonFactive    // say, evidence: negated it asserts the contrary
	Supply        // power, water: "to" behind it leads to who gets it
	Balking       // refuse, fail: who balks to do it does not
	InARow        // straight, consecutive: "the third straight" counts
	Unproven      // confirm, verify: negated it leaves open
	Manned        // crew, workforce: who stands behind "of" are people
	Forcing       // force, drive: people to do a thing
	Ranging       // weigh, sizes, anywhere: "from" behind it opens a range
	Tied          // close, loyal: "to" behind it ties people to a thing
	Parent        // mother: who stands behind "of" are children
	Manner        // seriously, critically: how somebody is hurt
	Danger        // floods, fighting: who flees it is displaced
	Whose         // his, their: whose life the ten years behind it are of
	PartOfLife    // early, mid, late: a part of them
	tagCount
)

// tagNames are the names that the data files use.
var tagNames = map[string]Tag{
	"determiner": Determiner, "preposition": Preposition, "conjunction": Conjunction, "pronoun": Pronoun, "relative": Relative,
	"auxiliary": Auxiliary, "be": Be, "have": Have, "modal": Modal, "negation": Negation, "adverb": Adverb, "adjective": Adjective,
	"verb": Verb, "finite": Finite, "pastpart": PastPart, "gerund": Gerund, "infinitive": Infinitive, "noun": Noun, "plural": Plural,
	"subordinator": Subordinator, "conditional": Conditional, "planning": Planning, "denying": Denying, "comparative": Comparative,
	"person": Person, "nationals": Nationals, "weapon": Weapon, "event": Event, "victim": Victim, "group": GroupNoun, "ofnoun": OfNoun,
	"body": Body, "document": Document, "unnamed": Unnamed, "outlet": Outlet, "title": Title, "suffix": Suffix,
	"say": Say, "according": According, "allege": Allege, "month": Month, "weekday": Weekday, "timeunit": TimeUnit, "timeword": TimeWord,
	"relativum": Relativum, "season": Season, "place": Place, "placename": PlaceName, "placeprep": PlacePrep, "direction": Direction,
	"approximator": Approximator, "postapprox": PostApprox, "up": Up, "down": Down, "total": TotalWord, "age": AgeWord, "named": Named,
	"namedbefore": NamedBefore, "sport": Sport, "abbreviation": Abbreviation, "furniture": FurnitureCue, "infinitival": Infinitival,
	"saynoun": SayNoun, "cognition": Cognition, "telling": Telling, "unsaid": Unsaid, "reflexive": Reflexive, "agencymark": AgencyMark, "belief": Belief, "masthead": Masthead, "atlike": AtLike, "timeprep": TimePrep, "placelead": PlaceLead, "polling": Polling, "likeas": LikeAs, "inside": Inside, "daypart": DayPart, "backward": Backward, "ago": Ago, "eithernumber": EitherNumber, "pluralpronoun": PluralPronoun, "oflike": OfLike, "agent": Agent, "impersonal": Impersonal, "particle": Particle, "showing": Showing, "furnitureany": FurnitureAny, "relatedcue": RelatedCue,
	"captioncue": CaptionCue, "creditcue": CreditCue, "numberabbr": NumberAbbr, "foreign": ForeignWord, "personname": PersonName,
	"listener": Listener,
	"each":     EachWord, "ordinal": Ordinal, "attendee": Attendee, "partitive": Partitive, "scoping": Scoping, "handover": Handover, "copula": Copula, "claiming": Claiming, "drifting": Drifting, "suffering": Suffering, "carrying": Carrying, "hospital": Hospital,
	"magletter": MagLetter, "ordinalsuffix": OrdinalSuffix, "between": BetweenWord, "zerodigit": ZeroDigit, "namedcap": NamedCap,
	"dialled": Dialled, "figurename": FigureName, "clock": ClockWord, "era": Era, "yearcue": YearCue, "timesword": TimesWord,
	"occasion": OccasionWord, "spending": Spending, "ratebase": RateBase, "timed": Timed, "ballot": Ballot, "modelnumber": ModelNumber, "deed": Deed, "dimension": Dimension, "level": Level, "indefinite": Indefinite, "vehicle": Vehicle, "falsehood": Falsehood, "nonfactive": NonFactive, "unproven": Unproven, "balking": Balking, "supply": Supply, "inarow": InARow, "danger": Danger, "manned": Manned, "parent": Parent, "tied": Tied, "ranging": Ranging, "forcing": Forcing, "manner": Manner, "whose": Whose, "partoflife": PartOfLife,
}
