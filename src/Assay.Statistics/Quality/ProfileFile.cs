using System.Globalization;
using System.Text;
using Assay.Statistics.Drift;
using Assay.Statistics.Numbers;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Quality;

/// <summary>Profiles a table in one pass: numbers as sketches, categories as counts, rows as fingerprints.</summary>
public sealed class ProfileFile
{
    /// <summary>Eight bytes each; beyond so many rows, repeats of earlier ones only are counted.</summary>
    private const int _mostFingerprints = 20_000_000;

    private readonly Table _table;
    private readonly ProfiledColumn[] _columns;
    private readonly HashSet<ulong> _fingerprints = [];
    private long _rows;
    private long _duplicates;

    private ProfileFile(Table table, IReadOnlyDictionary<string, ColumnKind> kinds)
    {
        _table = table;
        _columns = [.. table.Columns.Select((name, i) => new ProfiledColumn(table, i, kinds[name]))];
    }

    /// <exception cref="BadTableException">The file cannot be read as a table.</exception>
    public static DatasetProfile Run(string path)
    {
        var kinds = ColumnReading.KindsOf(path);
        using var table = Table.Open(path);
        var profile = new ProfileFile(table, kinds);
        while (table.Read()) profile.Add();

        var days = profile._columns.Select(c => c.LatestDay).Where(d => d is not null).ToList();
        return new()
        {
            Rows = profile._rows,
            DuplicateRows = profile._duplicates,
            LatestDay = days.Count == 0 ? null : days.Max(),
            Columns = [.. profile._columns.Select(c => c.Profile())],
        };
    }

    private void Add()
    {
        _rows++;
        var fingerprint = 14695981039346656037UL;

        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Add();
            foreach (var octet in _table.Field(i)) fingerprint = (fingerprint ^ octet) * 1099511628211UL;
            fingerprint = (fingerprint ^ 0x1F) * 1099511628211UL;
        }

        if (_fingerprints.Count < _mostFingerprints ? !_fingerprints.Add(fingerprint) : _fingerprints.Contains(fingerprint)) _duplicates++;
    }

    /// <summary>One column while its table goes by.</summary>
    private sealed class ProfiledColumn(Table table, int column, ColumnKind kind)
    {
        private readonly QuantileSketch _sketch = new();
        private readonly Dictionary<string, long> _categories = [];
        private long _missing;
        private long _wrong;
        private long _count;
        private bool _told = kind is ColumnKind.Category;
        private bool _dates = kind is ColumnKind.Category;

        public DateOnly? LatestDay { get; private set; }

        public void Add()
        {
            var field = table.Field(column);
            if (MissingValues.Is(field))
            {
                _missing++;
                return;
            }

            _count++;
            if (kind is ColumnKind.Category) AddText(field);
            else if (Table.TryParse(field, out var number)) _sketch.Add(number);
            else _wrong++;
        }

        public ColumnProfile Profile() => new()
        {
            Name = table.Columns[column],
            Kind = kind,
            Count = _count,
            Missing = _missing,
            WrongType = _wrong,
            Numbers = _sketch.Count == 0 ? null : PopulationSummary.Of(_sketch.Sample(10_000), _sketch.Count, _missing),
            Outliers = _sketch.Count == 0 ? 0 : Outliers(_sketch.Sample(10_000)),
            Categories = _told && _count > 0 ? _categories.ToDictionary(c => c.Key, c => (double)c.Value / _count) : null,
        };

        private void AddText(ReadOnlySpan<byte> field)
        {
            if (!_told && !_dates) return;
            var text = Encoding.UTF8.GetString(field);

            if (_dates && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                var day = DateOnly.FromDateTime(at.UtcDateTime);
                if (LatestDay is null || day > LatestDay) LatestDay = day;
            }
            else if (_dates) (_dates, LatestDay) = (false, null);

            if (!_told) return;
            _categories[text] = _categories.GetValueOrDefault(text) + 1;
            if (_categories.Count <= ColumnProfile.MostCategoriesTold) return;
            _told = false;
            _categories.Clear();
        }

        private long Outliers(double[] sample)
        {
            var (low, high) = (SortedNumbers.Quantile(sample, 0.25), SortedNumbers.Quantile(sample, 0.75));
            var reach = 3 * (high - low);
            var within = SortedNumbers.CountTo(sample, high + reach) - SortedNumbers.CountBelow(sample, low - reach);

            return (long)Math.Round((1 - (double)within / sample.Length) * _sketch.Count);
        }
    }
}
