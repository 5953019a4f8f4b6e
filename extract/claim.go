package extract

// Approx says how exactly the author gives a figure.
type Approx string

// The approximators. Low and High of a [Claim] are exclusive for Over and
// Under and inclusive otherwise; an open end is unknown.
const (
	Exact      Approx = "exact"
	About      Approx = "about"
	UnderAbout Approx = "under_about" // "nearly 500": value 500, high 500, low open
	Over       Approx = "over"
	AtLeast    Approx = "at_least"
	Under      Approx = "under"
	AtMost     Approx = "at_most"
	Range      Approx = "range"
	Vague      Approx = "vague" // "dozens": low 12, value and high open
)

// Kind is what sort of quantity a claim states.
type Kind string

// The kinds. People counted for something the list does not name are People,
// things are Objects, a bare number with no noun is Count.
const (
	Deaths           Kind = "deaths"
	Injuries         Kind = "injuries"
	Casualties       Kind = "casualties"
	Missing          Kind = "missing"
	Arrests          Kind = "arrests"
	Charges          Kind = "charges"
	Convictions      Kind = "convictions"
	Hostages         Kind = "hostages"
	Displaced        Kind = "displaced"
	Attendance       Kind = "attendance"
	People           Kind = "people"
	Weapons          Kind = "weapons"
	Objects          Kind = "objects"
	Money            Kind = "money"
	Percent          Kind = "percent"
	PercentagePoints Kind = "percentage_points"
	Share            Kind = "share"
	Multiple         Kind = "multiple"
	Rate             Kind = "rate"
	Duration         Kind = "duration"
	Age              Kind = "age"
	Distance         Kind = "distance"
	Area             Kind = "area"
	Volume           Kind = "volume"
	Mass             Kind = "mass"
	Speed            Kind = "speed"
	Temperature      Kind = "temperature"
	Energy           Kind = "energy"
	Power            Kind = "power"
	Pressure         Kind = "pressure"
	Data             Kind = "data"
	Measure          Kind = "measure" // any other physical quantity: torque, frequency, magnitude
	Score            Kind = "score"
	Rank             Kind = "rank"
	Count            Kind = "count"
	Date             Kind = "date"
	Time             Kind = "time"
	Identifier       Kind = "identifier"
)

// Modality says whether the text asserts a figure.
type Modality string

// The modalities.
const (
	Asserted Modality = "asserted"
	Denied   Modality = "denied"
	Possible Modality = "possible"
	Planned  Modality = "planned"
)

// Role is the part of the article that a figure stands in.
type Role string

// The roles.
const (
	RoleHeadline  Role = "headline"
	RoleDek       Role = "dek"
	RoleLede      Role = "lede"
	RoleBody      Role = "body"
	RoleCaption   Role = "caption"
	RoleQuote     Role = "quote" // block quotes only
	RoleTable     Role = "table"
	RoleList      Role = "list"
	RoleRelated   Role = "related"
	RoleFurniture Role = "furniture"
)

// Span is a half-open range of bytes in the text, [Start, End).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Float is a number that may be unknown; JSON null then.
type Float struct {
	V  float64
	OK bool
}

// Known makes a known Float.
func Known(v float64) Float { return Float{v, true} }

// Number is the numeral itself, with its magnitude word, percent or currency
// sign and, for a range, both ends. Text is text[Start:End].
type Number struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Change marks a figure of a development: from, to or by, up or down.
type Change struct {
	Role      string `json:"role"`      // "from", "to", "by"
	Direction string `json:"direction"` // "up", "down"
}

// Attribution is whom the text credits. Source is the resolved name;
// Start and End span the words that name it nearest the figure.
type Attribution struct {
	Source string `json:"source"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Cue    string `json:"cue"`  // "said", "according to"
	Kind   string `json:"kind"` // person, body, document, outlet, unnamed
	Quoted bool   `json:"quoted"`
}

// When is a time expression; From and To are the first and last day,
// as 2006-01-02, "" where it could not be resolved.
type When struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Where is a place phrase.
type Where struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// ScorePart is one named addend of a claim's score.
type ScorePart struct {
	Name  string
	Value float64
}

// Claim is one quantity in one place. text[Start:End] == Quote. Claims of a
// document are sorted by Number.Start and their Number spans never overlap.
type Claim struct {
	Doc         string
	Span        // start..end: number with its approximator, unit and predicate
	Quote       string
	Number      Number
	Value       Float // as stated; unknown for ranges and vague words
	Low, High   Float
	Approx      Approx
	Kind        Kind
	Unit        string // head noun or unit as written, lower case
	UnitPhrase  string // the whole counted phrase, as written
	UnitName    string // singular or standard name
	UnitSpan    Span   // the unit phrase in the text, empty if none
	Currency    string // ISO 4217, money only
	SI          string // SI unit, physical quantities only
	SIValue     Float
	Predicate   string // lemma: die, kill, arrest
	Change      *Change
	Modality    Modality
	Label       string
	Subject     string
	SubjectSpan Span
	Scope       string // words that limit what is counted
	Total       bool   // a running total ("toll", "so far")
	Whole       Float  // the 440 of "13 of the 440"
	Ratio       Float  // 13/440
	Attribution *Attribution
	Time        *When
	Place       *Where
	Links       []string
	Role        Role
	Sentence    Span
	Checkable   bool
	Reason      string // why not checkable: date, ordinal, name, furniture, language, vague ...
	Score       float64
	ScoreParts  []ScorePart
	Rules       []string // which rules fired, in order; only with Options.Explain
}
