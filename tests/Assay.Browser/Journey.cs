using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>Steps that more than one journey takes.</summary>
internal static class Journey
{
    public const string People = """
        name,email,team,title,start_date,end_date
        Nadia Rahman,nadia@example.com,Platform,ML engineer,2024-02-01,
        Tomas Lindqvist,tomas@example.com,Platform,Head of platform,2023-05-15,
        Grace Osei,grace@example.com,Research,Research scientist,2023-09-01,2026-01-31
        Wei Chen,wei@example.com,Sales,Account executive,2025-11-03,
        """;

    public const string Accounts = """
        system,account,person_email,privileged,mfa,last_used,status
        GitHub,nadia-r,nadia@example.com,yes,on,2026-02-27,active
        GitHub,gosei,grace@example.com,no,on,2026-01-30,active
        AWS production,deploy,,yes,off,2026-02-28,active
        AWS production,tomas,tomas@example.com,yes,on,2026-02-26,active
        Model registry,labelling,nadia@example.com,no,unknown,,active
        Model registry,labelling,wei@example.com,no,unknown,,active
        Model registry,old-intern,intern@example.com,no,off,2025-08-14,active
        """;

    /// <summary>Uploads a file, looks at the dry run and confirms it.</summary>
    public static async Task ImportAsync(this IPage page, string register, string csv)
    {
        await page.GotoAsync($"/{register}/import");
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Check this file" }).ClickAsync();

        var confirm = page.Locator("main button.main-action");
        if (await confirm.CountAsync() > 0) await confirm.ClickAsync();          // none where an earlier test imported the same
    }
}
