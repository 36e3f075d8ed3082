using Assay;
using Assay.Access;
using Assay.Adoption;
using Assay.Artifacts;
using Assay.Blobs;
using Assay.Calendar;
using Assay.Components;
using Assay.Datasets;
using Assay.Drift;
using Assay.Evidence;
using Assay.Experiments;
using Assay.Fairness;
using Assay.Gaps;
using Assay.Gate;
using Assay.Idempotency;
using Assay.Identity;
using Assay.Interview;
using Assay.Jobs;
using Assay.Library;
using Assay.Members;
using Assay.Mlflow;
using Assay.Models;
using Assay.Offboarding;
using Assay.People;
using Assay.Pipelines;
using Assay.Plan;
using Assay.Policies;
using Assay.Proofs;
using Assay.Samples;
using Assay.Scim;
using Assay.Scope;
using Assay.Secrets;
using Assay.Security;
using Assay.Settings;
using Assay.SignOn;
using Assay.Today;
using Assay.Tokens;

if (ServerArguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(ServerArguments.Usage);
    return 2;
}

try
{
    var builder = arguments.CreateBuilder();

    builder.AddServer(arguments);          // logs, clock, roles, health
    builder.AddDatabase();                 // a private PostgreSQL by default, a server for scale
    builder.Services.AddSecrets();         // sealed under a key that is not in the database
    builder.AddIdentity();
    builder.Services.AddTokens();
    builder.Services.AddIdempotency();
    builder.Services.AddSettingsPages();
    builder.Services.AddSecurity();
    builder.Services.AddSignOn();          // through the organisation's own provider
    builder.Services.AddScim();            // people from the organisation's own directory
    builder.Services.AddWeb();             // errors, validation, OpenAPI, pages
    builder.Services.AddRegisters();       // one mechanism for all of them
    builder.Services.AddJobs(arguments.Roles);      // what happens by the clock
    builder.Services.AddMembers();
    builder.Services.AddBlobs();
    builder.Services.AddLedger(arguments.Roles);
    builder.Services.AddProofs();
    builder.Services.AddToday();
    builder.Services.AddPeople();
    builder.Services.AddAccess();
    builder.Services.AddInterview();
    builder.Services.AddScope();
    builder.Services.AddGaps();
    builder.Services.AddPlan();
    builder.Services.AddLibrary();
    builder.Services.AddPolicies();
    builder.Services.AddCalendar();
    builder.Services.AddAdoption();
    builder.Services.AddModels();
    builder.Services.AddArtifacts();
    builder.Services.AddComponents();
    builder.Services.AddFairness();
    builder.Services.AddDrift();
    builder.Services.AddGate();
    builder.Services.AddExperiments();
    builder.Services.AddMlflow();          // MLflow's clients, at MLflow's addresses
    builder.Services.AddDatasets();
    builder.Services.AddEvidence();
    builder.Services.AddOffboarding();
    builder.Services.AddPipelines();
    builder.Services.AddSamples();

    await using var app = builder.Build();

    app.UseWeb();
    app.UseScim();
    app.UseMlflow();
    app.UseIdentity();
    app.UseIdempotency();
    app.MapServer();
    app.MapWeb();
    app.MapIdentity();
    app.MapTokens();
    app.MapMembers();
    app.MapSettings();
    app.MapSignOn();
    app.MapScim();
    app.MapProofs();
    app.MapPeople();
    app.MapAccess();
    app.MapInterview();
    app.MapScope();
    app.MapGaps();
    app.MapPlan();
    app.MapLibrary();
    app.MapPolicies();
    app.MapCalendar();
    app.MapAdoption();
    app.MapModels();
    app.MapArtifacts();
    app.MapComponents();
    app.MapFairness();
    app.MapDrift();
    app.MapGate();
    app.MapExperiments();
    app.MapMlflow();
    app.MapDatasets();
    app.MapEvidence();
    app.MapOffboarding();
    app.MapPipelines();

    await app.StartDatabaseAsync();
    if (arguments.RotateKey) return await app.RotateKeyAsync();
    await app.OpenKeysAsync();
    await app.ShelveCatalogAsync();
    app.AnnounceOnceStarted(await app.PrepareFirstVisitAsync(arguments));
    await app.RunAsync();

    return Environment.ExitCode;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync($"assay: {refused.Message}");
    return 3;
}

public partial class Program;                             // seen by WebApplicationFactory<Program>
