package models

import "time"

// The presets of an export: which statuses go out.
const (
	PresetVerified         = "verified"
	PresetVerifiedDisputed = "verified_disputed"
	PresetEverything       = "everything"
)

// Presets lists the presets, the default first.
var Presets = []string{PresetVerified, PresetVerifiedDisputed, PresetEverything}

// ExportFilter says which claims go out: those of the preset that also pass
// the filter. Preset "" is verified. Cursor and Limit are not used.
type ExportFilter struct {
	ClaimFilter
	Preset string
}

// ExportRow is one claim with all that an export says about it. The row and
// everything in it is only good until the callback returns.
type ExportRow struct {
	Claim          Claim
	ArticleTitle   string
	Outlet         string
	ArticleURL     string
	PublishedAt    *time.Time
	FetchedAt      time.Time
	VersionNumber  int
	VersionHash    string
	DecidedByName  string
	Evidence       []Evidence // not withdrawn, oldest first
	EvidenceURLs   []string   // of Evidence, those with a URL
	EvidenceStates []string   // the stance of each in EvidenceURLs
	AppPath        string     // "/claims/7"
}

// Export is one export that was made.
type Export struct {
	ID         uint
	UserID     *uint // nil for the system
	User       *User
	Preset     string
	Columns    string
	Format     string
	Filter     ExportFilter `gorm:"serializer:json"`
	Rows       int          `gorm:"column:row_count"`
	SHA256     string       `gorm:"column:sha256"` // of the bytes sent
	Checkpoint string       // the signed state of the audit log
	CreatedAt  time.Time
}
