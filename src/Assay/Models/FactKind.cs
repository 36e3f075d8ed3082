namespace Assay.Models;

/// <summary>What can be found out about a version, and which fields tell it.</summary>
public static class FactKind
{
    /// <summary><c>metrics</c>: name to number; <c>dataset</c>: what it was evaluated on.</summary>
    public const string Evaluation = "evaluation";

    /// <summary><c>groups[]</c> with <c>group</c>, <c>count</c>, <c>selection_rate</c>; <c>metrics</c>: name to number; <c>point</c>: where it was measured, left out for before deployment.</summary>
    public const string Fairness = "fairness";

    /// <summary><c>columns[]</c> with <c>column</c>, <c>verdict</c>, <c>psi</c> and the other distances, each with its <c>recipe</c>.</summary>
    public const string Drift = "drift";

    /// <summary><c>passed</c>, <c>dataset</c>, <c>report</c>.</summary>
    public const string DataQuality = "data_quality";

    /// <summary><c>passed</c>, <c>total</c>, <c>failed</c>, <c>suite</c>: tests before a deployment.</summary>
    public const string Tests = "tests";

    /// <summary>The same after a deployment.</summary>
    public const string PostTests = "post_tests";

    /// <summary><c>verified</c>, <c>signer</c>, <c>reason</c>: an OpenSSF model signature.</summary>
    public const string Signature = "signature";

    /// <summary><c>source</c>, <c>licence</c>, <c>digest</c>: where pre-trained weights come from.</summary>
    public const string Pretrained = "pretrained";

    /// <summary><c>digest</c>, <c>safe</c>, <c>findings[]</c>: what the scan of the artifact for unsafe pickles found.</summary>
    public const string Scan = "scan";

    /// <summary><c>commit</c>, <c>author</c>, <c>reviewer</c>.</summary>
    public const string CodeReview = "code_review";

    /// <summary><c>commit</c>, <c>tool</c>, <c>findings[]</c> with <c>id</c>, <c>severity</c>, <c>state</c>: a scan of the code, of the model or of its infrastructure.</summary>
    public const string CodeScan = "code_scan";

    /// <summary><c>plan</c>: how one gets back; <c>version</c>: to which.</summary>
    public const string RollbackPlan = "rollback_plan";

    /// <summary><c>sample</c>: how many rows; <c>digest</c>: of the distributions that monitoring compares with.</summary>
    public const string Baseline = "baseline";

    /// <summary>A CycloneDX document.</summary>
    public const string Bom = "bom";

    public static IReadOnlyList<string> All { get; } =
        [Evaluation, Fairness, Drift, DataQuality, Tests, PostTests, Signature, Pretrained, Scan, CodeReview, CodeScan, RollbackPlan, Baseline, Bom];

    /// <summary>What only the product itself finds out, from bytes that it read: nobody may state these.</summary>
    public static bool IsFoundHere(string kind) => kind is Scan or Signature or Bom;
}
