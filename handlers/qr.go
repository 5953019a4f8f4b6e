package handlers

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrCode is a picture for a phone's camera, drawn in units of one module.
type qrCode struct {
	Box  string // of the SVG, with the quiet zone that scanners need
	Path string // the dark modules
}

const quietZone = 4

func newQRCode(text string) (qrCode, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return qrCode{}, fmt.Errorf("draw a QR code: %w", err)
	}
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if code.At(x, y) == color.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	whole := size + 2*quietZone
	return qrCode{fmt.Sprintf("-%d -%d %d %d", quietZone, quietZone, whole, whole), path.String()}, nil
}
