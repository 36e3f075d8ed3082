using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Models;

internal static class ModelProblems
{
    public static ProblemHttpResult Missing() => Problems.NotFound("There is no such model, or no such version of it.");
}
