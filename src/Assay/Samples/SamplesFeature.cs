namespace Assay.Samples;

/// <summary>Companies to try the product on.</summary>
public static class SamplesFeature
{
    public static void AddSamples(this IServiceCollection services)
    {
        services.AddOptions<SampleOptions>().BindConfiguration("Sample");
        services.AddScoped<LoadSample>();
        services.AddScoped<FillSample>();
        services.AddScoped<FileSampleEvidence>();
        services.AddScoped<FillMachineLearning>();
        services.AddScoped<FillExperiments>();
        services.AddScoped<StoryMeasures>();
        services.AddScoped<SignalShift>();
    }
}
