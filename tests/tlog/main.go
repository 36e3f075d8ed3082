// Command tlog verifies an exported log with Go's own packages note and tlog, which share no line with Assay.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run tests/tlog/main.go FOLDER
//
// Of an unpacked evidence pack (a folder with manifest.json) it checks every proof, the entry that tells of the pack, and the
// digest of every file. Of a log it checks the checkpoint's signature, the chain of all checkpoints by consistency proofs, and 200 random entries by
// inclusion proofs, all computed from the tiles of the export. It prints what it checked; any failure ends it with code 1.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// folder is the unpacked export.
type folder string

func (f folder) read(path string) []byte {
	data, err := os.ReadFile(filepath.Join(string(f), path))
	if err != nil {
		log.Fatal(err)
	}
	return data
}

// head reads a signed checkpoint. tlog.ParseTree accepts only its own origin, so the three lines are parsed here.
func head(signed []byte, keys note.Verifiers, origin string) tlog.Tree {
	n, err := note.Open(signed, keys)
	if err != nil {
		log.Fatalf("%v in\n%s", err, signed)
	}
	lines := strings.SplitN(n.Text, "\n", 4)
	if len(lines) != 4 || lines[0] != origin {
		log.Fatalf("no checkpoint of %s:\n%s", origin, n.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		log.Fatalf("bad root %q", lines[2])
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

// name is Go's path of a tile, which has the height in it, as C2SP writes it.
func name(t tlog.Tile) string { return strings.Replace(t.Path(), "tile/8/", "tile/", 1) }

// tiles hands the tree's tiles to tlog, which checks each against the root before it trusts it.
type tiles struct{ folder }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		data = append(data, t.read(name(tile)))
	}
	return data, nil
}

// entry reads one entry from its bundle.
func (f folder) entry(index, size int64) []byte {
	width := size - index/256*256
	if width > 256 {
		width = 256
	}
	tile := tlog.Tile{H: 8, L: 0, N: index / 256, W: int(width)}
	bundle := f.read(strings.Replace(name(tile), "tile/0/", "tile/entries/", 1))
	for i := int64(0); ; i++ {
		length := int64(binary.BigEndian.Uint16(bundle))
		if i == index%256 {
			return bundle[2 : 2+length]
		}
		bundle = bundle[2+length:]
	}
}

// trusted reads the log's keys and its name.
func (f folder) trusted(path string) (note.Verifiers, string) {
	// A key may have handed over to others; every note of the file names the next one, on its third line.
	first := strings.SplitN(string(f.read(path)), "\n", 2)
	var verifiers []note.Verifier
	lines := append([]string{first[0]}, strings.Split(first[1], "\n")...)
	for _, line := range lines {
		if verifier, err := note.NewVerifier(line); err == nil {
			verifiers = append(verifiers, verifier)
		}
	}
	return note.VerifierList(verifiers...), verifiers[0].Name()
}

// proved checks a C2SP tlog-proof and returns its entry.
func (f folder) proved(path string, keys note.Verifiers, origin string) []byte {
	parts := bytes.SplitN(f.read(path), []byte("\n\n"), 2)
	lines := strings.Split(string(parts[0]), "\n")
	if len(parts) != 2 || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		log.Fatalf("%s is no proof", path)
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		proof = append(proof, hash)
	}
	tree := head(parts[1], keys, origin)
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	return entry
}

// pack checks an unpacked evidence pack.
func (f folder) pack() {
	keys, origin := f.trusted("ledger/keys")
	var manifest struct {
		Files  []struct{ Path, Sha256 string }
		Proofs []struct{ Path, File string }
	}
	if err := json.Unmarshal(f.read("manifest.json"), &manifest); err != nil {
		log.Fatal(err)
	}
	if told := f.proved("ledger/pack.tlog-proof", keys, origin); !bytes.Contains(told, []byte(f.digest("manifest.json"))) {
		log.Fatal("the ledger tells of another manifest")
	}
	digests := map[string]string{"": ""}
	for _, file := range manifest.Files {
		if digests[file.Path] = f.digest(file.Path); digests[file.Path] != file.Sha256 {
			log.Fatalf("%s is not the file that was packed", file.Path)
		}
	}
	for _, proof := range manifest.Proofs {
		if entry := f.proved(proof.Path, keys, origin); !bytes.Contains(entry, []byte(digests[proof.File])) {
			log.Fatalf("%s is about another file than %s", proof.Path, proof.File)
		}
	}
	fmt.Printf("ok: a pack of %d files with %d proofs\n", len(manifest.Files), len(manifest.Proofs))
}

func (f folder) digest(path string) string { return fmt.Sprintf("%x", sha256.Sum256(f.read(path))) }

func main() {
	export := folder(os.Args[1])
	if _, err := os.Stat(filepath.Join(string(export), "manifest.json")); err == nil {
		export.pack()
		return
	}
	keys, origin := export.trusted("keys")

	newest := head(export.read("checkpoint"), keys, origin)
	hashes := tlog.TileHashReader(newest, tiles{export})

	history, err := os.Open(filepath.Join(string(export), "checkpoints.jsonl"))
	if err != nil {
		log.Fatal(err)
	}
	scan := bufio.NewScanner(history)
	scan.Buffer(nil, 1<<20)
	var before tlog.Tree
	checkpoints := 0
	for scan.Scan() {
		var line struct{ Note string }
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			log.Fatal(err)
		}
		now := head([]byte(line.Note), keys, origin)
		if checkpoints > 0 {
			proof, err := tlog.ProveTree(now.N, before.N, hashes)
			if err != nil {
				log.Fatal(err)
			}
			if err := tlog.CheckTree(proof, now.N, now.Hash, before.N, before.Hash); err != nil {
				log.Fatalf("checkpoint %d after %d: %v", now.N, before.N, err)
			}
		}
		before = now
		checkpoints++
	}
	if before != newest {
		log.Fatalf("the newest checkpoint is of %d entries, the last of the chain of %d", newest.N, before.N)
	}

	const draws = 200
	for i := 0; i < draws; i++ {
		index := rand.Int63n(newest.N)
		proof, err := tlog.ProveRecord(newest.N, index, hashes)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, newest.N, newest.Hash, index, tlog.RecordHash(export.entry(index, newest.N))); err != nil {
			log.Fatalf("entry %d: %v", index, err)
		}
	}

	fmt.Printf("ok: %d entries, %d checkpoints in one chain, %d inclusion proofs\n", newest.N, checkpoints, draws)
}
