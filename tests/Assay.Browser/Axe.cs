using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>
/// axe-core in the page itself. It is put there once for each document and asked for violations alone: the package for
/// Playwright sends the script again for each look, and opens a second page to join the results of frames.
/// </summary>
internal static class Axe
{
    private static readonly string _script = new BundledAxeScriptProvider().GetScript();

    /// <param name="rules">Ids of the rules to keep to; all that axe has on when there is none.</param>
    /// <returns>One line for each rule that is broken, with at most three places.</returns>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(this IPage page, params string[] rules)
    {
        if (page.Frames.Count > 1) throw new InvalidOperationException("axe sees the main document alone; a page with frames needs more.");
        if (await page.EvaluateAsync<bool>("typeof axe === 'undefined'")) await page.EvaluateAsync(_script);

        return await page.EvaluateAsync<string[]>("""
            async rules => (await axe.run({ resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: rules }) }))
                .violations.map(v => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map(n => n.html).join("; ")})`)
            """, rules);
    }
}
