# A portal of LemonLDAP::NG with OpenID Connect: lemonldap.pl <port> <folder> <redirect URI>
# The portal loads a captcha, wanted or not; the one of Debian needs a library for images.
package Lemonldap::NG::Portal::Captcha::Absent;
use Mouse;
extends 'Lemonldap::NG::Portal::Main::Plugin';
sub init { 1 }
BEGIN { $INC{'Lemonldap/NG/Portal/Captcha/Absent.pm'} = __FILE__ }

package main;
use strict;
use warnings;
use Crypt::OpenSSL::RSA;
use JSON;
use Lemonldap::NG::Portal::Main;
use Plack::Loader;

my ( $port, $folder, $redirect ) = @ARGV;
my $portal = "http://127.0.0.1:$port/";

# Its Basic header is read without any decoding, and only as far as the Base64 has letters and digits.
my $secret = 'canary0secret';
my $key    = Crypt::OpenSSL::RSA->generate_key(2048);

sub client {
    my ( $id, %more ) = @_;
    return {
        oidcRPMetaDataOptionsClientID              => $id,
        oidcRPMetaDataOptionsClientSecret          => $secret,
        oidcRPMetaDataOptionsRedirectUris          => $redirect,
        oidcRPMetaDataOptionsBypassConsent         => 1,
        oidcRPMetaDataOptionsIDTokenSignAlg        => 'RS256',
        oidcRPMetaDataOptionsAccessTokenExpiration => 3600,
        %more,
    };
}

my %clients = (
    machine => client( 'machine', oidcRPMetaDataOptionsAllowClientCredentialsGrant => 1 ),
    web     => client( 'web', oidcRPMetaDataOptionsRequirePKCE => 1, oidcRPMetaDataOptionsAllowOffline => 1, oidcRPMetaDataOptionsRefreshTokenRotation => 1 ),
);

mkdir "$folder/$_" for qw(conf sessions lock cache);
open my $file, '>', "$folder/conf/lmConf-1.json" or die $!;
print $file to_json(
    {
        cfgNum                                 => 1,
        cfgAuthor                              => 'peer',
        cfgDate                                => time,
        portal                                 => $portal,
        domain                                 => '127.0.0.1',
        authentication                         => 'Demo',
        userDB                                 => 'Same',
        passwordDB                             => 'Demo',
        registerDB                             => 'Demo',
        cookieName                             => 'lemonldap',
        securedCookie                          => 0,
        requireToken                           => 0,
        captcha                                => '::Captcha::Absent',
        whatToTrace                            => 'uid',
        demoExportedVars                       => { uid => 'uid', cn => 'cn', mail => 'mail' },
        globalStorage                          => 'Apache::Session::File',
        globalStorageOptions                   => { Directory => "$folder/sessions", LockDirectory => "$folder/lock" },
        locationRules                          => {},
        issuerDBOpenIDConnectActivation        => 1,
        oidcServicePrivateKeySig               => $key->get_private_key_string,
        oidcServicePublicKeySig                => $key->get_public_key_x509_string,
        oidcServiceKeyIdSig                    => 'peer',
        oidcServiceAllowAuthorizationCodeFlow  => 1,
        oidcRPMetaDataOptions                  => \%clients,
        oidcRPMetaDataExportedVars             => { map { $_ => { name => 'cn' } } keys %clients },
        oidcRPMetaDataScopeRules               => { map { $_ => { read => '1' } } keys %clients },
    }
);
close $file;

my $app = Lemonldap::NG::Portal::Main->run(
    {
        logLevel      => 'error',
        configStorage => { type => 'File', dirName => "$folder/conf" },
        templateDir   => '/usr/share/lemonldap-ng/portal/templates',
        staticPrefix  => '/static',
        languages     => 'en',
    }
);
Plack::Loader->load( 'HTTP::Server::PSGI', host => '127.0.0.1', port => $port )->run($app);
