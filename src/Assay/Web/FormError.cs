namespace Assay.Web;

/// <summary>A sentence that says what is wrong and what would be right.</summary>
/// <param name="Field">The field's name in the form, or null where the refusal concerns the whole.</param>
public sealed record FormError(string? Field, string Message);
