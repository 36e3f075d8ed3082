using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Artifacts;

/// <summary>Looks into a model's file for what would run when somebody loads it. Formats that hold only numbers are told apart from those that hold programs.</summary>
/// <param name="Safe">Null where it could not be read, which is no yes.</param>
internal sealed partial record ArtifactScan(string Format, bool? Safe, IReadOnlyList<string> Findings)
{
    public const string Scanner = "assay-opcodes/1";

    /// <summary>What an archive may unfold to is bounded: a small one can hold a great deal of nothing.</summary>
    private const int _mostEntries = 20_000;

    public static ArtifactScan Of(Stream file, string fileName)
    {
        var head = new byte[16];
        var length = file.ReadAtLeast(head, 16, throwOnEndOfStream: false);
        file.Position = 0;

        return head.AsSpan(0, length) switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] => OfArchive(file),
            [_, _, _, _, _, _, 0, 0, (byte)'{', ..] => new("safetensors", true, []),
            [(byte)'G', (byte)'G', (byte)'U', (byte)'F', ..] => new("gguf", true, []),
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => OfHdf5(file),
            [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => OfArray(file),
            [0x80, ..] => OfPickles(file, "pickle"),
            _ when fileName.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) => new("onnx", true, []),
            _ => OfUnknown(file),
        };
    }

    private static ArtifactScan OfArchive(Stream file)
    {
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            return new("zip", null, ["the archive cannot be read"]);
        }

        using (archive)
        {
            if (archive.Entries.Count > _mostEntries) return new("zip", null, [$"the archive holds more than {_mostEntries} files"]);

            List<string> findings = [];
            var read = true;
            var pickles = 0;

            foreach (var entry in archive.Entries.Where(e => e.Length > 0))
            {
                if (entry.Name.EndsWith(".json", StringComparison.Ordinal))
                {
                    findings.AddRange(Lambdas(entry));
                    continue;
                }

                if (!IsPickle(entry)) continue;

                pickles++;
                using var stream = new BufferedStream(entry.Open(), 65_536);
                var scan = OfPickles(stream, "pickle");
                read &= scan.Safe is not null;
                findings.AddRange(scan.Findings.Select(f => $"{f} in {entry.FullName}"));
            }

            return new(pickles > 0 ? "zip with pickles" : "zip", findings.Count > 0 ? false : read ? true : null, findings);
        }
    }

    private static bool IsPickle(ZipArchiveEntry entry)
    {
        if (entry.Name.EndsWith(".pkl", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".pickle", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".joblib", StringComparison.OrdinalIgnoreCase)) return true;

        using var stream = entry.Open();
        return stream.ReadByte() == 0x80 && stream.ReadByte() is >= 2 and <= 5;
    }

    /// <summary>One pickle after another, as PyTorch's old format writes them; the numbers after the last are no pickle.</summary>
    private static ArtifactScan OfPickles(Stream stream, string format)
    {
        HashSet<string> imports = [];
        var whole = 0;

        while (true)
        {
            var scan = new PickleScan(stream);
            var ended = scan.Read();

            // After a first whole pickle, what cannot be read is the raw numbers that follow; its names are chance.
            if (ended || whole == 0) imports.UnionWith(scan.Imports);
            if (!ended) break;
            whole++;
        }

        var findings = imports.Where(i => !HarmlessImports.Contains(i)).Order(StringComparer.Ordinal).Take(50).ToList();
        return new(format, findings.Count > 0 ? false : whole > 0 ? true : null, findings);
    }

    /// <summary>An array of objects holds a pickle; an array of numbers does not.</summary>
    private static ArtifactScan OfArray(Stream file)
    {
        var header = new byte[512];
        var text = Encoding.Latin1.GetString(header, 0, file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false));
        return text.Contains("|O", StringComparison.Ordinal) ? new("npy", false, ["an array of objects, which is a pickle"]) : new("npy", true, []);
    }

    /// <summary>Keras writes its layers as JSON into the file; a Lambda layer carries a function.</summary>
    private static ArtifactScan OfHdf5(Stream file)
    {
        var buffer = new byte[1 << 20];
        var kept = "";

        while (file.Read(buffer) is > 0 and var read)
        {
            var text = kept + Encoding.Latin1.GetString(buffer, 0, read);
            if (Lambda().IsMatch(text)) return new("hdf5", false, ["a Lambda layer"]);
            kept = text.Length > 64 ? text[^64..] : text;
        }

        return new("hdf5", true, []);
    }

    private static IEnumerable<string> Lambdas(ZipArchiveEntry entry)
    {
        if (entry.Length > 16 * 1024 * 1024) return [];

        using var reader = new StreamReader(entry.Open());
        return Lambda().IsMatch(reader.ReadToEnd()) ? [$"a Lambda layer in {entry.FullName}"] : [];
    }

    /// <summary>The oldest pickles are plain text and begin with nothing that would tell.</summary>
    private static ArtifactScan OfUnknown(Stream file)
    {
        using var stream = new BufferedStream(file, 65_536);
        var scan = OfPickles(stream, "pickle, protocol 0");
        return scan.Safe is null && scan.Findings is [] ? new("unknown", null, []) : scan;
    }

    [GeneratedRegex("""["']class_name["']\s*:\s*["']Lambda["']""", RegexOptions.None, 2000)]
    private static partial Regex Lambda();
}
