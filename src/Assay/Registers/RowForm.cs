namespace Assay.Registers;

/// <summary>Puts what was typed, sent or read from a file into a row, and says what is wrong with it.</summary>
internal static class RowForm
{
    /// <param name="texts">By column key. A column that is not named keeps its value.</param>
    public static IReadOnlyList<FormError> Fill<TRow>(this Register<TRow> register, TRow row, IReadOnlyDictionary<string, string> texts, bool isNew)
        where TRow : class, IRegisterRow, new()
    {
        List<FormError> errors = [];

        foreach (var column in register.Columns.Where(c => c.IsTyped))
        {
            var given = texts.TryGetValue(column.Key, out var text);
            if (!given && !(isNew && column.Required)) continue;

            var fault = column.Required && string.IsNullOrWhiteSpace(text) && column.Read(row, "") is var unread
                ? unread ?? $"{column.Title} is required."
                : column.Read(row, text ?? "");

            if (fault is not null) errors.Add(new(column.Key, fault));
        }

        if (errors is []) errors.AddRange(register.Refuse(row));
        return errors;
    }
}
