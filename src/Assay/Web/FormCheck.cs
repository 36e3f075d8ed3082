using System.ComponentModel.DataAnnotations;

namespace Assay.Web;

/// <summary>Checks a form by the rules that stand on its request, which the API checks by as well.</summary>
public static class FormCheck
{
    /// <param name="prefix">What the names of the form's fields begin with, as <c>Form</c> in <c>Form.Email</c>.</param>
    public static IReadOnlyList<FormError> Of(object request, string prefix)
    {
        List<ValidationResult> refusals = [];
        Validator.TryValidateObject(request, new ValidationContext(request), refusals, validateAllProperties: true);

        return [.. refusals.SelectMany(refusal => refusal.MemberNames.DefaultIfEmpty(),
            (refusal, member) => new FormError(member is null ? null : $"{prefix}.{member}", refusal.ErrorMessage ?? "This is not valid."))];
    }
}
