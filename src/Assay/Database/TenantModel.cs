using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Assay.Database;

/// <summary>What holds for every tenant table, so that no feature has to remember it.</summary>
internal static class TenantModel
{
    /// <summary>A feature maps its tables by <see cref="IEntityTypeConfiguration{T}"/> of a <see cref="ITenantRow"/>.</summary>
    public static bool IsTenantConfiguration(Type type) => type.GetInterfaces().Any(contract =>
        contract.IsGenericType
        && contract.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)
        && contract.GenericTypeArguments[0].IsAssignableTo(typeof(ITenantRow)));

    public static void Apply(ModelBuilder model, AssayDb db)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(ITenantRow))).ToList())
        {
            BeginKeyWithOrganization(type);
            type.SetQueryFilter("organization", OfThisOrganization(type.ClrType, db));

            var organization = type.GetProperty(nameof(ITenantRow.OrganizationId));
            organization.ValueGenerated = ValueGenerated.OnAdd;
            organization.SetValueGeneratorFactory((_, _) => new OrganizationStamp());
            organization.SetAfterSaveBehavior(PropertySaveBehavior.Throw);

            if (type.ClrType.IsAssignableTo(typeof(IVersioned)))
                type.GetProperty(nameof(IVersioned.Version)).IsConcurrencyToken = true;
        }

        SnakeCase.Apply(model.Model);
    }

    private static void BeginKeyWithOrganization(IMutableEntityType type)
    {
        var key = type.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{type.Name} has no key.");
        var organization = type.GetProperty(nameof(ITenantRow.OrganizationId));

        foreach (var property in key.Where(p => p != organization)) property.ValueGenerated = ValueGenerated.Never;
        if (key[0] != organization) type.SetPrimaryKey([organization, .. key.Where(p => p != organization)]);
    }

    private static LambdaExpression OfThisOrganization(Type type, AssayDb db)
    {
        var row = Expression.Parameter(type, "row");
        var wanted = Expression.Property(Expression.Constant(db), nameof(AssayDb.CurrentOrganization));

        return Expression.Lambda(Expression.Equal(Expression.Property(row, nameof(ITenantRow.OrganizationId)), wanted), row);
    }

    private sealed class OrganizationStamp : ValueGenerator<Guid>
    {
        public override bool GeneratesTemporaryValues => false;

        public override Guid Next(EntityEntry entry) => ((AssayDb)entry.Context).CurrentOrganization;
    }
}
