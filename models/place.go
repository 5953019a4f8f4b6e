package models

import "tallymark/extract"

var _ extract.Block
